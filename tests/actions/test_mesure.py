"""A measure is one more row, and never of nothing."""

import pytest

from dossiers.actions.mesure import record_mesure
from dossiers.models import Mesure
from dossiers.queries.mesure import MESURES_MAX, last_mesures
from tests.factories import LUNDI
from tests.mesures import make_bilan

pytestmark = pytest.mark.django_db


def test_kept_as_it_was_drawn():
    bilan = make_bilan()
    record_mesure(moteur="moteur " * 40, resultats={"mesure": bilan}, le=LUNDI)
    mesure = Mesure.objects.get()
    assert (mesure.le, len(mesure.moteur), mesure.resultats) == (LUNDI, 120, {"mesure": bilan})


def test_nothing_is_no_measure():
    with pytest.raises(ValueError, match="A measure of nothing"):
        record_mesure(moteur="moteur", resultats={}, le=LUNDI)
    assert not Mesure.objects.exists()


def test_latest_first_and_no_more_than_twenty():
    for rang in range(MESURES_MAX + 1):
        record_mesure(moteur=f"moteur {rang}", resultats={"mesure": {}}, le=LUNDI)
    assert [mesure.moteur for mesure in last_mesures()] == [f"moteur {rang}" for rang in range(MESURES_MAX, 0, -1)]
