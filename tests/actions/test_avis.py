"""An opinion asked of someone outside: the mail, the answer given once, and every way in which it closes."""

import re
from datetime import timedelta

import pytest

from dossiers.actions.avis import answer_avis, withdraw_avis
from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.envoi import send_envoi
from dossiers.actions.etape import decide_etape
from dossiers.actions.quarantaine import quarantine_piece
from dossiers.models import Avis, Envoi
from dossiers.queries.avis import avis_of_jeton, digest_jeton, jeton_avis
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.trace import verify_chain
from dossiers.rules.refus import Interdit, Perime, Refus
from tests.courses import run_together
from tests.factories import (
    LUNDI,
    PARIS,
    fresh,
    make_avis,
    make_decided,
    make_instructeur,
    make_membre,
    make_piece,
    make_submitted,
    picture,
    verdicts,
)

pytestmark = pytest.mark.django_db
MARDI = LUNDI + timedelta(days=1)
RESEAU = "192.0.2.7"


@pytest.fixture
def avis() -> Avis:
    return make_avis()


def answer(avis: Avis, texte: str = "Oui, c’est lui.", le=MARDI, **champs) -> Avis:
    return answer_avis(avis=avis, texte=texte, adresse=RESEAU, le=le, **champs)


def test_asked_with_its_proofs_and_ten_working_days(avis):
    assert (avis.nom, avis.courriel, avis.question) == ("Jeanne Expert", "jeanne@exemple.fr", "Est-ce bien lui\u202f?")
    assert [piece.exigence for piece in avis.pieces.order_by("pk")] == ["preuve_cnda"]
    assert avis.expire_le.astimezone(PARIS).isoformat() == "2026-03-17T00:00:00+01:00"
    assert avis.dernier_jour.isoformat() == "2026-03-16"


def test_the_secret_is_kept_nowhere(avis):
    jeton = jeton_avis(avis.uuid)
    assert avis.empreinte == digest_jeton(jeton) != jeton
    assert avis_of_jeton(jeton) == avis
    ecrits = [str(ligne) for modele in (Avis, Envoi) for ligne in modele.objects.order_by("pk").values()]
    assert [ligne for ligne in ecrits if jeton in ligne] == []
    for autre in (avis.empreinte, jeton[:-1], jeton.upper(), ""):
        with pytest.raises(Introuvable):
            avis_of_jeton(autre)


def test_the_trace_names_nobody(avis):
    answer(avis, sens="reserve")
    demande, rendu = avis.dossier.evenements.order_by("-rang")[:2][::-1]
    assert (demande.geste, demande.donnees) == ("demander_avis", {"avis": avis.uuid.hex, "codes": ["preuve_cnda"]})
    assert (rendu.geste, rendu.par, rendu.donnees) == ("rendre_avis", None, {"avis": avis.uuid.hex, "sens": "reserve"})
    dossier = fresh(avis.dossier)
    assert verify_chain(dossier) == ()
    assert dossier.evenements.count() == dossier.version + 1


def test_the_mail_says_the_question_and_the_address_and_nothing_of_the_dossier(avis, mailoutbox, settings):
    settings.ADRESSE_DU_SITE = "https://suivi.exemple.fr"
    envoi = Envoi.objects.get(genre="avis")
    assert (envoi.destinataire, envoi.dossier) == (None, None)
    assert send_envoi(envoi_id=envoi.pk, le=LUNDI) == "envoye"
    [message] = mailoutbox
    assert (message.to, message.subject) == (["jeanne@exemple.fr"], "L’ANS vous demande votre avis")
    assert "Est-ce bien lui\u202f?" in message.body
    assert "jusqu’au 16 mars 2026 compris" in message.body
    assert f"https://suivi.exemple.fr/avis/{jeton_avis(avis.uuid)}/" in message.body
    tout = message.body + message.alternatives[0][0]
    for secret in (avis.dossier.reference, str(avis.dossier.editeur), avis.dossier.solution.nom):
        assert secret not in tout


@pytest.mark.parametrize("fin", ["answered", "withdrawn", "expired", "decided"])
def test_the_mail_does_not_leave_once_nothing_is_awaited(avis, fin, mailoutbox):
    close(avis, fin)
    le = avis.expire_le if fin == "expired" else MARDI
    assert send_envoi(envoi_id=Envoi.objects.get(genre="avis").pk, le=le) == "sans_objet"
    assert mailoutbox == []


def close(avis: Avis, fin: str) -> None:
    dossier, par = fresh(avis.dossier), make_instructeur()
    if fin == "answered":
        answer(avis)
    elif fin == "withdrawn":
        withdraw_avis(avis=avis, par=par, le=LUNDI)
    elif fin == "decided":
        version = dossier.version
        decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=version, par=par, le=LUNDI)
    elif fin == "withdrawn dossier":
        withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)


def test_answered_once(avis):
    rendu = answer(avis, " Oui.\n ", sens="favorable")
    assert (rendu.reponse, rendu.sens, rendu.repondu_le) == ("Oui.", "favorable", MARDI)
    version = fresh(avis.dossier).version
    with pytest.raises(Perime, match="close"):
        answer(avis, "Non.")
    avis.refresh_from_db()
    assert (avis.reponse, fresh(avis.dossier).version) == ("Oui.", version)


@pytest.mark.parametrize("fin", ["withdrawn", "expired", "decided", "withdrawn dossier"])
def test_not_answered_once_closed(avis, fin):
    close(avis, fin)
    with pytest.raises(Perime, match="votre texte n’a pas été enregistré"):
        answer(avis, le=avis.expire_le if fin == "expired" else MARDI)
    assert Avis.objects.get().reponse == ""


@pytest.mark.parametrize(("texte", "phrase"), [(" ", "Écrivez votre avis"), ("x" * 10_001, "10000 au plus")])
def test_an_answer_that_is_none(avis, texte, phrase):
    with pytest.raises(Refus, match=phrase) as refus:
        answer(avis, texte)
    assert list(refus.value.champs) == ["texte"]


def test_an_unknown_word_is_no_word(avis):
    assert answer(avis, sens="enthousiaste").sens == ""


def test_robots_are_slowed_down(avis):
    for _ in range(11):
        with pytest.raises(Refus):
            answer(avis, " ")
    with pytest.raises(Refus, match="Attendez 1 minute"):
        answer(avis)
    assert answer_avis(avis=avis, texte="Oui.", adresse="192.0.2.8", le=MARDI).reponse == "Oui."


def test_withdrawn_by_someone_of_the_ans(avis):
    par = make_instructeur()
    withdraw_avis(avis=avis, par=par, le=MARDI)
    avis.refresh_from_db()
    assert (avis.retire_par, avis.retire_le) == (par, MARDI)
    assert avis.dossier.evenements.order_by("-rang").first().geste == "retirer_avis"
    with pytest.raises(Refus, match="Cette demande ne peut plus être retirée\u00a0: demande retirée"):
        withdraw_avis(avis=avis, par=par)


@pytest.mark.parametrize(
    ("champs", "fautifs"),
    [
        ({"nom": " "}, ["nom"]),
        ({"courriel": "jeanne"}, ["courriel"]),
        ({"courriel": f"{'x' * 250}@exemple.fr"}, ["courriel"]),
        ({"question": ""}, ["question"]),
        ({"jours": 0}, ["jours"]),
        ({"pieces": ["inconnue"]}, ["pieces"]),
        ({"nom": "", "courriel": "", "question": ""}, ["courriel", "nom", "question"]),
    ],
)
def test_refused_with_its_fields(champs, fautifs):
    dossier = make_submitted()
    with pytest.raises(Refus) as refus:
        make_avis(dossier, **champs)
    assert sorted(refus.value.champs) == fautifs
    assert (Avis.objects.count(), Envoi.objects.filter(genre="avis").count()) == (0, 0)


def test_only_proofs_that_were_submitted_and_may_be_seen():
    """Neither a draft nor another dossier's nor one in quarantine."""
    dossier, autre = make_decided("demander_complements"), make_submitted()
    with pytest.raises(Refus, match="n’est pas possible maintenant"):
        make_avis(dossier)
    ecartee = autre.pieces.get()
    quarantine_piece(piece=ecartee, motif="Un nom de patient.", par=make_instructeur(), le=LUNDI)
    brouillon = make_piece(dossier, contenu=picture(couleur="red"))
    for piece in (ecartee, brouillon):
        with pytest.raises(Refus) as refus:
            make_avis(fresh(autre), pieces=[str(piece.uuid)])
        assert list(refus.value.champs) == ["pieces"]


def test_an_editeur_asks_and_withdraws_nothing(avis):
    membre = avis.dossier.cree_par
    for acte in (lambda: make_avis(avis.dossier, membre), lambda: withdraw_avis(avis=avis, par=membre)):
        with pytest.raises(Interdit):
            acte()
    with pytest.raises(Interdit):
        make_avis(avis.dossier, make_membre())


def test_each_has_its_own_address():
    dossier = make_submitted()
    une, autre = make_avis(dossier), make_avis(fresh(dossier), question="Et celui-ci\u202f?")
    assert une.empreinte != autre.empreinte
    assert re.fullmatch("[0-9a-f]{64}", jeton_avis(une.uuid))


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one():
    dossier = make_submitted()
    for rang in range(12):
        avis = make_avis(fresh(dossier))
        obtenus = run_together(
            lambda a=avis, r=rang: answer_avis(avis=a, texte="Oui.", adresse=f"oui-{r}", le=MARDI),
            lambda a=avis, r=rang: answer_avis(avis=a, texte="Non.", adresse=f"non-{r}", le=MARDI),
        )
        assert sorted(type(obtenu).__name__ for obtenu in obtenus) == ["Avis", "Perime"]
        gagnant = next(obtenu for obtenu in obtenus if isinstance(obtenu, Avis))
        assert Avis.objects.get(pk=avis.pk).reponse == gagnant.reponse
    assert dossier.evenements.filter(geste="rendre_avis").count() == 12
    assert verify_chain(fresh(dossier)) == ()


def test_the_same_question_twice_is_asked_once(avis):
    with pytest.raises(Refus, match="déjà posée") as refus:
        make_avis(avis.dossier)
    assert (list(refus.value.champs), Avis.objects.count(), Envoi.objects.filter(genre="avis").count()) == (
        ["question"],
        1,
        1,
    )
    withdraw_avis(avis=avis, par=make_instructeur(), le=MARDI)
    make_avis(avis.dossier)
    assert Avis.objects.count() == 2
