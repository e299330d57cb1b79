"""Who, in a company, is able to do something."""

import pytest

from dossiers.queries.membre import people_able_to
from dossiers.rules.parcours import EDITEUR, HABILITES
from tests.factories import make_editeur, make_membre

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("roles", "noms"), [(HABILITES, ["Aziz", "Zola"]), (EDITEUR, ["Aziz", "Petit", "Zola"]), ((), [])]
)
def test_active_people_of_the_company_by_name(roles, noms):
    editeur = make_editeur()
    make_membre(editeur, "mandataire", nom="Zola")
    make_membre(editeur, "representant", nom="Aziz")
    make_membre(editeur, "salarie", nom="Petit")
    make_membre(editeur, "mandataire", nom="Fermé", is_active=False)
    make_membre(make_editeur(), "mandataire", nom="Canari")
    assert [membre.compte.nom for membre in people_able_to(editeur, roles)] == noms


def test_it_costs_one_query(django_assert_num_queries):
    editeur = make_editeur()
    for _ in range(3):
        make_membre(editeur)
    with django_assert_num_queries(1):
        assert len([str(membre.compte) for membre in people_able_to(editeur, HABILITES)]) == 3
