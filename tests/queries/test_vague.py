"""A wave that is held, as its screen shows it."""

from datetime import timedelta

import pytest

from dossiers.actions.relance import sweep_relances
from dossiers.models import Retenue
from dossiers.queries.vague import vague_of
from tests.factories import LUNDI
from tests.vagues import make_wave

pytestmark = pytest.mark.django_db
JOUR = timedelta(days=1)
JEUDI = LUNDI + 3 * JOUR


@pytest.fixture(autouse=True)
def _seuils(settings):
    settings.RELANCES_PLANCHER, settings.RELANCES_FACTEUR = 2, 3


@pytest.mark.parametrize("nombre", [3, 5])
def test_what_the_screen_shows_costs_no_more_for_a_larger_wave(nombre, django_assert_num_queries):
    make_wave(nombre)
    sweep_relances(le=JEUDI)
    retenue = Retenue.objects.get()
    with django_assert_num_queries(6):
        vague = vague_of(retenue, JEUDI)
    assert (vague.total, len(vague.lignes), vague.veille) == (nombre, nombre, None)
    assert vague.ecarts == (("DSR-MDV-LGC-Va2", 0, nombre),)
    assert {points for _, _, points in vague.lignes} == {3}
    libelles = ["Numéro d’identification éditeur (NIE)", "Versions obsolètes de la solution"]
    assert [libelle for _, libelle, _ in vague.exemple][1:] == libelles


def test_difference_from_the_day_before():
    make_wave(2)
    sweep_relances(le=JEUDI)
    make_wave(7, le=LUNDI + JOUR)
    sweep_relances(le=JEUDI + JOUR)
    vague = vague_of(Retenue.objects.get(), JEUDI + JOUR)
    assert (vague.veille.date(), vague.ecarts) == (JEUDI.date(), (("DSR-MDV-LGC-Va2", 2, 7),))
