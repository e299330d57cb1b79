"""A limit that moves: every open dossier follows, those concerned are told once, the old date stays in the history."""

from datetime import datetime, timedelta

import pytest

from dossiers.actions import calendrier as actions
from dossiers.actions.calendrier import sweep_calendriers
from dossiers.actions.dossier import take_dossier, withdraw_dossier
from dossiers.actions.envoi import send_envoi
from dossiers.actions.referentiel import FIXTURES, publish_referentiel
from dossiers.actions.relance import sweep_relances
from dossiers.models import Envoi, Relance
from dossiers.queries.situation import situation_of
from dossiers.rules.echeance import next_limite
from tests.factories import LUNDI, PARIS, fresh, make_dossier, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
CODE = "DSR-IMG-DB-Va2"
JOUR = timedelta(days=1)
AVANT, APRES = "2026-05-13T12:00:00", "2026-06-15T14:00:00"


def republish(avant: str = AVANT, apres: str = APRES):
    commun = (FIXTURES / "commun.toml").read_text(encoding="utf-8")
    texte = (FIXTURES / f"{CODE.lower()}.toml").read_text(encoding="utf-8")
    assert avant in texte
    return publish_referentiel(commun=commun, texte=texte.replace(avant, apres), par=None, le=LUNDI)


def test_open_dossiers_follow_and_stay_pinned_to_what_is_asked():
    dossier, autre = make_dossier(code=CODE, etape=2), make_dossier()
    nouveau = republish("2025-09-10T12:00:00", "2026-04-10T14:00:00")
    assert sweep_calendriers(le=LUNDI) == 1
    lu = fresh(dossier)
    assert (lu.referentiel.version, lu.calendrier, fresh(autre).calendrier) == (1, nouveau, None)
    assert next_limite(situation_of(lu, LUNDI)).le == datetime(2026, 4, 10, 14, tzinfo=PARIS)


def test_old_date_stays_in_the_history():
    dossier = make_dossier(code=CODE, etape=2)
    republish()
    sweep_calendriers(le=LUNDI)
    evenement = dossier.evenements.order_by("rang").last()
    assert (evenement.geste, evenement.donnees) == (
        "deplacer_echeance",
        {
            "code": "dossier_preuves",
            "libelle": "Dépôt d’un dossier complet de preuves de conformité",
            "avant": "2026-05-13T10:00:00+00:00",
            "apres": "2026-06-15T12:00:00+00:00",
            "echelon": "calendrier@v2",
        },
    )


def test_those_concerned_are_told_once(mailoutbox):
    dossier, referent = make_dossier(code=CODE, etape=2), make_instructeur()
    take_dossier(dossier=dossier, par=referent, le=LUNDI)
    calme = make_membre(dossier.editeur)
    calme.appartenances.update(relances_calendrier=False)
    republish()
    for n in range(3):
        sweep_calendriers(le=LUNDI + n * JOUR)
        sweep_relances(le=LUNDI + n * JOUR)
    deplacees = Relance.objects.filter(sorte="calendrier").order_by("pk")
    assert [relance.destinataire for relance in deplacees] == [dossier.cree_par, referent]
    for envoi in Envoi.objects.filter(genre__in=["relance", "relance_ans"]).order_by("pk"):
        assert send_envoi(envoi_id=envoi.pk, le=LUNDI + 2 * JOUR) == "envoye"
    texte = mailoutbox[0].body.replace("\u00a0", " ").replace("\u202f", " ")
    avant, apres = "mercredi 13 mai 2026 à 12 h", "lundi 15 juin 2026 à 14 h (heure de Paris)"
    assert (f"Elle était fixée au {avant} ; elle est désormais fixée au {apres}." in texte, len(mailoutbox)) == (
        True,
        2,
    )


def leave(mailoutbox, le) -> list[tuple[str, str]]:
    """Subject and text of the digests that wait, spaces of all kinds made plain."""
    for envoi in Envoi.objects.filter(genre__in=["relance", "relance_ans"], etat="attente").order_by("pk"):
        assert send_envoi(envoi_id=envoi.pk, le=le) == "envoye"
    return [(_plain(message.subject), _plain(message.body + message.alternatives[0][0])) for message in mailoutbox]


def _plain(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


FAUX = ("Rien n’a bougé", "attend que", "attendent que", "sans suite")


def test_a_date_that_moves_is_told_as_such_and_nobody_is_said_silent(mailoutbox):
    dossier, referent = make_dossier(code=CODE, etape=2, nom="Alpha"), make_instructeur()
    take_dossier(dossier=dossier, par=referent, le=LUNDI)
    republish()
    sweep_calendriers(le=LUNDI)
    sweep_relances(le=LUNDI)
    [(objet, texte), (objet_ans, texte_ans)] = leave(mailoutbox, LUNDI)
    assert (objet, objet_ans) == (
        "Une date limite a changé : Alpha 1",
        f"Une date limite a changé : {dossier.editeur}, Alpha 1",
    )
    assert [phrase for phrase in FAUX if phrase in objet + texte + objet_ans + texte_ans] == []
    assert (texte.count("Une date limite a changé."), texte_ans.count("Une date limite a changé.")) == (2, 2)


def test_dates_of_two_dossiers_move_at_once(mailoutbox):
    moi = make_membre()
    for _ in range(2):
        make_dossier(moi, code=CODE, etape=2)
    republish()
    sweep_calendriers(le=LUNDI)
    sweep_relances(le=LUNDI)
    [(objet, texte)] = leave(mailoutbox, LUNDI)
    assert (objet, texte.count("Des dates limites ont changé.")) == ("Des dates limites ont changé : 2 dossiers", 2)
    assert [phrase for phrase in FAUX if phrase in texte] == []


def test_a_date_that_moves_beside_a_dossier_that_waits(mailoutbox):
    moi, jeudi = make_membre(), LUNDI + 3 * JOUR
    make_dossier(moi, etape=2)
    make_dossier(moi, code=CODE, etape=2, le=jeudi)
    republish()
    sweep_calendriers(le=jeudi)
    sweep_relances(le=jeudi)
    [(objet, texte)] = leave(mailoutbox, jeudi)
    ouverture = "Un dossier de votre entreprise attend que vous agissiez. Dans d’autres, des dates limites ont changé."
    assert (objet, texte.count(ouverture)) == ("Un dossier attend votre entreprise", 2)


def test_words_that_change_tell_nobody():
    make_dossier(code=CODE, etape=2)
    republish("Dépôt du dossier administratif à l’ANS", "Dépôt du dossier administratif")
    assert (sweep_calendriers(le=LUNDI), Relance.objects.count()) == (1, 0)


def test_what_is_withdrawn_does_not_follow():
    dossier = make_dossier(code=CODE, etape=2)
    withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    republish()
    assert (sweep_calendriers(le=LUNDI), fresh(dossier).calendrier) == (0, None)


def test_batches_reach_everyone_and_one_that_fails_holds_up_nobody(monkeypatch, caplog):
    monkeypatch.setattr(actions, "LOT", 2)
    par = make_membre()
    dossiers = [make_dossier(par, code=CODE) for _ in range(5)]
    republish()
    suivre = actions.follow_calendrier

    def follow(*, dossier_id, **champs):
        if dossier_id == dossiers[1].pk:
            raise KeyError("abîmé")
        return suivre(dossier_id=dossier_id, **champs)

    monkeypatch.setattr(actions, "follow_calendrier", follow)
    assert (sweep_calendriers(le=LUNDI), len(caplog.records)) == (4, 1)
    monkeypatch.setattr(actions, "follow_calendrier", suivre)
    assert [sweep_calendriers(le=LUNDI), sweep_calendriers(le=LUNDI)] == [1, 0]


def test_nobody_goes_back_to_an_older_calendar():
    """A sweep that had read version 2 as the latest comes to the dossier once version 3 is followed."""
    dossier = make_dossier(code=CODE, etape=2)
    deuxieme = republish()
    troisieme = republish(apres="2026-07-15T14:00:00")
    assert sweep_calendriers(le=LUNDI) == 1
    assert actions.follow_calendrier(dossier_id=dossier.pk, referentiel=deuxieme, le=LUNDI) is False
    assert fresh(dossier).calendrier == troisieme


def test_a_dossier_pinned_to_a_later_version_follows_its_own():
    premier = republish()
    dossier = make_dossier(code=CODE, etape=2)
    republish(apres="2026-07-15T14:00:00")
    assert actions.follow_calendrier(dossier_id=dossier.pk, referentiel=premier, le=LUNDI) is False
    assert fresh(dossier).calendrier is None


def test_reminders_follow_the_new_date():
    """The rung before the old limit is void, that before the new one comes."""
    dossier = make_dossier(code=CODE, etape=2)
    republish("2025-09-10T12:00:00", "2026-03-11T12:00:00")
    sweep_calendriers(le=LUNDI)
    sweep_relances(le=LUNDI + JOUR)
    assert set(Relance.objects.filter(sorte="echeance").values_list("echelon", flat=True)) == {"limite_10@202603111200"}
    assert fresh(dossier).prochaine_relance.astimezone(PARIS).date() == (LUNDI + 3 * JOUR).date()
