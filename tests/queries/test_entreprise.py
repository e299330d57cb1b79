"""What a company told once: each answer where it belongs, with its label and its words."""

import pytest

from dossiers.actions.reponse import save_reponses
from dossiers.queries.entreprise import shared_answers
from tests.factories import LUNDI, make_dossier, make_editeur, make_membre

pytestmark = pytest.mark.django_db


@pytest.fixture
def membre():
    return make_membre(make_editeur("Alpha Santé"))


def editeur_of(membre):
    return membre.appartenances.get().editeur


def tell(membre, nom: str, **valeurs: str):
    dossier = make_dossier(membre, etape=2, nom=nom)
    save_reponses(dossier=dossier, valeurs={"montage": "oui", **valeurs}, par=membre, le=LUNDI)
    return dossier


def told(partagees) -> list[tuple[str, str]]:
    return [(partagee.reponse.code, partagee.valeur) for partagee in partagees]


def test_nothing_is_told_yet(membre):
    partage = shared_answers(editeur_of(membre))
    assert (partage.entreprise, partage.solutions) == ([], [])


def test_each_answer_is_where_it_belongs_in_words(membre):
    tell(membre, "Beta", moteur="non")
    dossier = tell(membre, "Alpha", nie="00123", moteur="oui", nil="456", versions_obsoletes="1.0")
    make_dossier(membre, nom="Canari")
    partage = shared_answers(editeur_of(membre))
    assert told(partage.entreprise) == [("nie", "00123")]
    assert [(str(solution), told(siennes)) for solution, siennes in partage.solutions] == [
        ("Alpha 1", [("moteur", "Oui"), ("nil", "456")]),
        ("Beta 1", [("moteur", "Non")]),
        ("Canari 1", []),
    ]
    nie = partage.entreprise[0]
    assert (nie.libelle, nie.reponse.par, nie.reponse.saisie_dans) == (
        "Numéro d’identification éditeur (NIE)",
        membre,
        dossier,
    )


def test_what_was_emptied_is_not_shown(membre):
    dossier = tell(membre, "Alpha", nie="00123")
    save_reponses(dossier=dossier, valeurs={"nie": ""}, par=membre, le=LUNDI)
    assert shared_answers(editeur_of(membre)).entreprise == []


def test_another_company_s_answers_are_not_seen(membre):
    tell(make_membre(), "Canari", nie="CANARI", nil="CANARI")
    partage = shared_answers(editeur_of(membre))
    assert (partage.entreprise, partage.solutions) == ([], [])


@pytest.mark.parametrize("nombre", [1, 3])
def test_it_costs_four_queries_whatever_the_company_holds(membre, django_assert_num_queries, nombre):
    for rang in range(nombre):
        tell(membre, f"Alpha {rang}", nie="1", nil="2", moteur="oui")
    editeur = editeur_of(membre)
    with django_assert_num_queries(4):
        partage = shared_answers(editeur)
        lus = [str(p.reponse.par) + str(p.reponse.saisie_dans.numero) for _, ps in partage.solutions for p in ps]
    assert len(lus) == 2 * nombre
