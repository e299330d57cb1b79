"""The delivery log: what was written to whom, and what became of it; who could not be reached."""

from datetime import timedelta

import pytest

from dossiers.actions.envoi import send_envoi
from dossiers.actions.relance import sweep_relances
from dossiers.models import Envoi, Relance
from dossiers.queries.journal import Sort, journal_of_dossier, journal_of_personne, unreachable_of
from tests.factories import LUNDI, make_dossier, make_membre

pytestmark = pytest.mark.django_db
JOUR = timedelta(days=1)
JEUDI = LUNDI + 3 * JOUR


def written():
    dossier = make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    return dossier


def sent() -> None:
    send_envoi(envoi_id=Envoi.objects.get().pk, le=JEUDI)


@pytest.mark.parametrize(
    ("geste", "attendu"),
    [
        (lambda: None, Sort.PREVUE),
        (sent, Sort.ENVOYEE),
        (lambda: Envoi.objects.update(etat="echec"), Sort.EN_ECHEC),
        (lambda: Envoi.objects.update(etat="sans_objet"), Sort.SANS_OBJET),
        (lambda: Relance.objects.update(envoi=None, abandonnee=True), Sort.ECARTEE),
        (lambda: Relance.objects.update(envoi=None, destinataire=None), Sort.PERSONNE),
    ],
)
def test_what_became_of_it(geste, attendu):
    dossier = written()
    geste()
    [ligne] = journal_of_dossier(dossier)
    assert (ligne.sort, ligne.sortes, ligne.le) == (attendu, ("ce qui manque",), JEUDI)
    assert [bool(sort.libelle) for sort in Sort] == [True] * 6


def test_of_a_person_over_all_their_dossiers():
    moi = make_membre()
    dossiers = [make_dossier(moi, etape=2) for _ in range(2)]
    make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    assert {ligne.dossier for ligne in journal_of_personne(moi)} == set(dossiers)


@pytest.mark.parametrize("nombre", [1, 3])
def test_one_query(nombre, django_assert_num_queries):
    dossier = make_dossier(etape=2)
    for _ in range(nombre):
        make_membre(dossier.editeur)
    sweep_relances(le=JEUDI)
    with django_assert_num_queries(1):
        assert len(journal_of_dossier(dossier)) == nombre + 1


def test_who_could_not_be_reached_until_something_is_delivered():
    dossier = written()
    Envoi.objects.update(etat="echec")
    assert unreachable_of(dossier.editeur) == [dossier.cree_par]
    Envoi.objects.create(
        cle="apres", genre="recepisse", destinataire=dossier.cree_par, a_partir_de=JEUDI, cree_le=JEUDI + JOUR,
        etat="envoye",
    )  # fmt: skip
    assert unreachable_of(dossier.editeur) == []


def test_the_last_mail_of_each_says_it_in_one_query(django_assert_num_queries):
    dossier = make_dossier(etape=2)
    collegue, ailleurs = make_membre(dossier.editeur), make_membre()
    etats = {dossier.cree_par: ("envoye", "echec"), collegue: ("echec", "attente"), ailleurs: ("echec",)}
    for compte, suite in etats.items():
        for rang, etat in enumerate(suite):
            Envoi.objects.create(
                cle=f"{compte.pk}:{rang}", genre="recepisse", destinataire=compte, a_partir_de=JEUDI,
                cree_le=JEUDI + rang * JOUR, etat=etat,
            )  # fmt: skip
    with django_assert_num_queries(1):
        assert unreachable_of(dossier.editeur) == [dossier.cree_par, collegue]
