"""A mail of the outbox at the moment it would leave: whether it is still due, and to whom."""

from datetime import timedelta

import pytest

from dossiers.actions.dossier import hand_dossier, take_dossier
from dossiers.actions.envoi import post_envoi
from dossiers.models import Compte, Dispense, Envoi, Retenue, Soumission
from dossiers.queries.envoi import DUS, is_due, read_envoi
from dossiers.rules.envoi import Genre
from tests.factories import (
    LUNDI,
    make_administrateur,
    make_avis,
    make_compte,
    make_dispense,
    make_dossier,
    make_instructeur,
    make_membre,
    make_submitted,
)

pytestmark = pytest.mark.django_db
MARDI = LUNDI + timedelta(days=1)


def post(genre: str, destinataire: Compte | None, **champs) -> Envoi:
    return post_envoi(cle=f"x:{genre}", genre=genre, destinataire=destinataire, le=LUNDI, **champs)


def due(envoi: Envoi, le=MARDI) -> bool:
    return is_due(read_envoi(envoi.pk, le))


def test_each_kind_says_when_it_is_due():
    assert set(DUS) == set(Genre)


def test_row_with_its_dossier_in_one_query(django_assert_num_queries):
    dossier = make_dossier()
    envoi = post("recepisse", dossier.cree_par, dossier=dossier)
    with django_assert_num_queries(1):
        lue = read_envoi(envoi.pk, LUNDI)
        assert (lue.envoi.dossier.editeur, lue.destinataire) == (dossier.editeur, dossier.cree_par)
    with pytest.raises(Envoi.DoesNotExist):
        read_envoi(0, LUNDI)


MEMBRES = ("recepisse", "valider", "demander_complements", "refuser", "revocation", "message")


@pytest.mark.parametrize("genre", MEMBRES)
def test_about_a_dossier_only_to_who_is_of_its_company(genre):
    dossier = make_dossier()
    envoi = post(genre, dossier.cree_par, dossier=dossier)
    assert due(envoi) is True
    Compte.objects.update(is_active=False)
    assert due(envoi) is False
    Compte.objects.update(is_active=True)
    place = dossier.cree_par.appartenances.get()
    place.editeur = make_membre().appartenances.get().editeur
    place.save()
    assert due(envoi) is False


@pytest.mark.parametrize(
    ("genre", "est_due"),
    [("recepisse", False), ("valider", False), ("revocation", True), ("message", True), ("contact", True)],
)
def test_to_someone_of_the_ans(genre, est_due):
    assert due(post(genre, make_instructeur(), dossier=make_dossier())) is est_due


def test_password_is_asked_by_the_person_themselves():
    compte = make_compte()
    envoi = post("mot_de_passe", compte)
    assert due(envoi) is True
    Compte.objects.update(is_active=False)
    assert due(envoi) is False


def test_invitation_while_one_is_of_the_company():
    assert (due(post("invitation", make_membre())), due(post("contact", make_membre()))) == (True, False)


def test_new_submission_until_it_is_decided_to_the_ans_alone():
    soumission = make_submitted().soumissions.get()
    envoi = post("a_instruire", make_instructeur(), donnees={"soumission": soumission.pk})
    assert due(envoi) is True
    Compte.objects.filter(pk=envoi.destinataire_id).update(role_ans="")
    assert due(envoi) is False
    Compte.objects.filter(pk=envoi.destinataire_id).update(role_ans="instructeur")
    Soumission.objects.filter(pk=soumission.pk).update(
        decision="valider", decidee_le=LUNDI, decidee_par=envoi.destinataire
    )
    assert due(envoi) is False


def test_handed_dossiers_that_are_still_theirs():
    ines, thomas = make_instructeur(), make_instructeur()
    un, deux = make_submitted(), make_submitted()
    for dossier in (un, deux):
        hand_dossier(dossier=dossier, a=thomas, par=ines, le=LUNDI)
    envoi = Envoi.objects.filter(genre="confie").order_by("pk").first()
    Envoi.objects.filter(pk=envoi.pk).update(donnees={"dossiers": [un.pk, deux.pk], "par": ines.pk, "mot": ""})
    assert read_envoi(envoi.pk, LUNDI).confies == [un, deux]
    take_dossier(dossier=un, par=ines, le=LUNDI)
    assert (read_envoi(envoi.pk, LUNDI).confies, due(envoi)) == ([deux], True)
    take_dossier(dossier=deux, par=ines, le=LUNDI)
    assert due(envoi) is False


def test_opinion_to_someone_without_an_account_while_it_is_awaited():
    avis = make_avis()
    envoi = Envoi.objects.get(genre="avis")
    qui = read_envoi(envoi.pk, LUNDI).destinataire
    assert (qui.courriel, qui.est_ans, due(envoi)) == (avis.courriel, False, True)
    assert due(envoi, avis.expire_le) is False


def test_held_wave_to_an_administrator_while_nobody_has_decided():
    retenue = Retenue.objects.create(le=LUNDI, prevues=3, habituel=1, seuil=2)
    envoi = post("retenue", make_administrateur(), donnees={"retenue": retenue.pk})
    assert due(envoi) is True
    Retenue.objects.update(etat="liberee", decidee_le=LUNDI, decidee_par=envoi.destinataire)
    assert due(envoi) is False


SUJETS = [
    # Subject, at the moment it leaves, lifted meanwhile: due?
    ("accordee", 1, False, True),
    ("accordee", 40, False, False),
    ("accordee", 1, True, False),
    ("bientot", 1, False, True),
    ("bientot", 40, False, False),
    ("bientot", 1, True, False),
    ("echue", 40, False, True),
    ("levee", 1, True, True),
    ("levee", 40, True, True),
]


@pytest.mark.parametrize(("sujet", "jours", "levee", "est_due"), SUJETS)
def test_waiver_is_told_while_it_holds_its_end_while_it_asks_something(sujet, jours, levee, est_due):
    dossier = make_dossier(etape=2)
    dispense = make_dispense(dossier)
    if levee:
        fin = {"levee_le": LUNDI, "levee_par": dispense.accordee_par, "levee_motif": "A"}
        Dispense.objects.update(**fin)
    envoi = post("dispense", dossier.cree_par, dossier=dossier, donnees={"dispense": dispense.pk, "sujet": sujet})
    assert due(envoi, LUNDI + timedelta(days=jours)) is est_due
    autre = make_membre()
    Envoi.objects.filter(pk=envoi.pk).update(destinataire=autre)
    assert due(envoi, LUNDI + timedelta(days=jours)) is False


@pytest.mark.parametrize("sujet", ["bientot", "echue"])
def test_term_of_a_waiver_is_not_told_once_another_goes_on(sujet):
    dossier = make_dossier(etape=2)
    dispense = make_dispense(dossier)
    make_dispense(dossier, jours=None)
    envoi = post("dispense", dossier.cree_par, dossier=dossier, donnees={"dispense": dispense.pk, "sujet": sujet})
    assert due(envoi) is False
