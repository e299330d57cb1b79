"""One digest a person and a day: over all dossiers, never two but for a limit at hand, judged again when it leaves."""

from datetime import datetime, timedelta

import pytest

from dossiers.actions.envoi import send_envoi, sweep_envois
from dossiers.actions.etape import submit_etape
from dossiers.actions.projection import save_projection
from dossiers.actions.relance import ask_relance, sweep_relances
from dossiers.models import Dossier, Envoi, Relance
from tests.factories import LUNDI, PARIS, fresh, make_dossier, make_instructeur, make_membre, make_ready

pytestmark = pytest.mark.django_db
JOUR, HEURE = timedelta(days=1), timedelta(hours=1)
JEUDI = LUNDI + 3 * JOUR
# The limit of étape 2 of the DRIMbox, a Wednesday at noon.
LIMITE = datetime(2025, 9, 10, 12, tzinfo=PARIS)


def send_all(le) -> list[str]:
    attente = Envoi.objects.filter(etat="attente", a_partir_de__lte=le).order_by("pk").values_list("pk", flat=True)
    return [send_envoi(envoi_id=pk, le=le) for pk in list(attente)]


def make_pressed(le: datetime, par=None) -> Dossier:
    """A dossier whose limit is known, and that has been silent since then."""
    dossier = make_dossier(par, etape=2, code="DSR-IMG-DB-Va2")
    Dossier.objects.filter(pk=dossier.pk).update(activite_le=le, attente_le=le)
    save_projection(fresh(dossier), le)
    return fresh(dossier)


def test_all_the_dossiers_of_a_person_in_one_mail(mailoutbox):
    moi = make_membre()
    collegue = make_membre(moi.appartenances.get().editeur)
    dossiers = [make_dossier(moi, etape=2) for _ in range(3)]
    sweep_relances(le=JEUDI)
    assert sorted(Envoi.objects.values_list("destinataire", "dossier")) == [(moi.pk, None), (collegue.pk, None)]
    assert set(Relance.objects.values_list("dossier", flat=True)) == {dossier.pk for dossier in dossiers}
    assert (send_all(JEUDI), len(mailoutbox)) == (["envoye", "envoye"], 2)
    assert Relance.objects.filter(envoyee_le=JEUDI).count() == Relance.objects.count()


def test_digest_waits_for_the_others_of_the_same_sweep(settings):
    settings.RELANCE_REGROUPEMENT = 120
    make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    assert (Envoi.objects.get().a_partir_de, send_all(JEUDI + timedelta(seconds=119))) == (
        JEUDI + timedelta(seconds=120), [],
    )  # fmt: skip


def test_what_comes_while_a_digest_waits_joins_it():
    moi = make_membre()
    make_dossier(moi, etape=2)
    sweep_relances(le=JEUDI)
    make_dossier(moi, etape=2, le=LUNDI)
    sweep_relances(le=JEUDI + HEURE)
    assert (Envoi.objects.count(), Relance.objects.filter(envoi=None).count()) == (1, 0)


def test_what_comes_after_it_left_waits_for_the_next_working_day(mailoutbox):
    moi = make_membre()
    make_dossier(moi, etape=2)
    sweep_relances(le=JEUDI)
    send_all(JEUDI)
    make_dossier(moi, etape=2, le=LUNDI)
    sweep_relances(le=JEUDI + HEURE)
    assert (send_all(JEUDI + HEURE), Relance.objects.filter(envoi=None).exists()) == ([], True)
    sweep_relances(le=JEUDI + JOUR)
    assert (send_all(JEUDI + JOUR), len(mailoutbox)) == (["envoye"], 2)


def test_digest_that_was_held_up_does_not_leave_on_the_day_of_another(mailoutbox):
    """Yesterday's could not leave; today another did, to the same person: it waits for tomorrow."""
    moi = make_membre()
    make_dossier(moi, etape=2)
    sweep_relances(le=JEUDI)
    retard = Envoi.objects.get()
    Envoi.objects.create(
        cle="autre", genre="relance", destinataire=moi, a_partir_de=JEUDI, cree_le=JEUDI, etat="envoye",
        envoye_le=JEUDI + JOUR,
    )  # fmt: skip
    assert send_envoi(envoi_id=retard.pk, le=JEUDI + JOUR + HEURE) == "attente"
    retard.refresh_from_db()
    assert (retard.a_partir_de, mailoutbox) == ((LUNDI + 7 * JOUR).replace(hour=9), [])


def test_limit_within_two_days_may_cost_a_second_mail(mailoutbox):
    moi = make_membre()
    make_pressed(LIMITE - 30 * JOUR, moi)
    mardi = (LIMITE - JOUR).replace(hour=9)
    sweep_relances(le=mardi - JOUR)
    send_all(mardi - JOUR)
    Relance.objects.filter(echelon__startswith="limite_1@").delete()
    Envoi.objects.update(envoye_le=mardi)  # as if the day's own digest had just left
    sweep_relances(le=mardi + HEURE)
    assert send_all(mardi + HEURE) == ["envoye"]
    assert mailoutbox[-1].subject.replace("\u00a0", " ").startswith("Avant le mercredi 10 septembre à 12 h : ")
    assert sweep_relances(le=mardi + 2 * HEURE) == 0


@pytest.mark.parametrize("fin", ["sans_objet", "echec"])
def test_limit_at_hand_is_told_the_day_when_the_digest_came_to_nothing(mailoutbox, fin):
    """The day's key is used up: what presses has another mail, the rest waits for the next working day."""
    moi = make_membre()
    calme = make_dossier(moi, etape=2, le=LIMITE - 30 * JOUR)
    make_pressed(LIMITE - 30 * JOUR, moi)
    mardi = (LIMITE - JOUR).replace(hour=9)
    sweep_relances(le=mardi)
    Envoi.objects.update(etat=fin)
    Relance.objects.filter(urgente=True).update(envoi=None)
    Relance.objects.filter(dossier=calme).update(envoi=None)
    sweep_relances(le=mardi + HEURE)
    assert (send_all(mardi + HEURE), len(mailoutbox)) == (["envoye"], 1)
    assert set(Relance.objects.filter(envoyee_le__isnull=False).values_list("urgente", flat=True)) == {True}
    assert set(Relance.objects.filter(envoi=None).values_list("dossier", flat=True)) == {calme.pk}


def test_rungs_of_a_limit_then_none_once_it_is_past():
    dossier = make_pressed(LIMITE - 60 * JOUR)
    Relance.objects.bulk_create(
        Relance(dossier=dossier, etape=2, tour=0, code=code, echelon=echelon, sorte="manque", le=LIMITE - 59 * JOUR)
        for code in ("montage", "nie", "versions_obsoletes")
        for echelon in ("premiere", "deuxieme", "mandataire", "ans")
    )
    save_projection(fresh(dossier), LIMITE - 59 * JOUR)
    jours = [n for n in range(40) if sweep_relances(le=(LIMITE - (39 - n) * JOUR).replace(hour=10))]
    limites = Relance.objects.filter(sorte="echeance").order_by("pk").values_list("echelon", "urgente")
    assert list(dict.fromkeys(limites)) == [
        ("limite_10@202509101200", False), ("limite_3@202509101200", False), ("limite_1@202509101200", True),
    ]  # fmt: skip
    assert jours == [25, 34, 38]


def test_item_satisfied_between_planning_and_sending_no_mail(mailoutbox):
    dossier = make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    make_ready(dossier, le=JEUDI)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=JEUDI)
    Envoi.objects.exclude(genre="relance").delete()
    assert (send_all(JEUDI + HEURE), mailoutbox) == (["sans_objet"], [])


def test_only_what_still_holds_is_said(mailoutbox):
    moi = make_membre()
    parti, reste = make_dossier(moi, etape=2, nom="Parti"), make_dossier(moi, etape=2, nom="Resté")
    sweep_relances(le=JEUDI)
    Dossier.objects.filter(pk=parti.pk).update(activite_le=JEUDI + HEURE)
    send_all(JEUDI + HEURE)
    [message] = mailoutbox
    assert ("Parti" in message.body, "Resté" in message.body) == (False, True)
    dites = Relance.objects.filter(envoyee_le__isnull=False)
    assert set(dites.values_list("dossier", flat=True)) == {reste.pk}


def test_what_left_is_not_told_again_once_its_mail_is_purged(mailoutbox):
    make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    send_all(JEUDI)
    Envoi.objects.all().delete()
    sweep_relances(le=JEUDI + JOUR)
    assert (Envoi.objects.count(), len(mailoutbox)) == (0, 1)


def test_by_hand_the_same_guarantees(mailoutbox):
    dossier = make_dossier(etape=2)
    ask_relance(dossier=dossier, par=make_instructeur(), le=LUNDI + HEURE)
    assert (Envoi.objects.count(), mailoutbox) == (0, [])
    sweep_relances(le=LUNDI + 2 * HEURE)
    assert send_all(LUNDI + 2 * HEURE) == ["envoye"]
    assert "L’ANS vous demande de reprendre ce dossier." in mailoutbox[0].body


def test_sweeper_asks_for_a_digest_that_waits(monkeypatch):
    demandes = []
    monkeypatch.setattr("dossiers.actions.envoi.enqueue", lambda tache, pk: demandes.append(pk) or True)
    make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    assert (sweep_envois(le=JEUDI + HEURE), demandes) == (1, [Envoi.objects.get().pk])
