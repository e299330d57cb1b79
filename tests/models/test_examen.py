"""What a correction points at, on its own columns."""

import pytest

from dossiers.models import Examen
from dossiers.rules.zone import Zone

COLONNES = ("piece_id", "page", "zone_x", "zone_y", "zone_largeur", "zone_hauteur")


def columns(examen: Examen) -> tuple:
    return tuple(getattr(examen, nom) for nom in COLONNES)


@pytest.mark.parametrize("zone", [Zone("p", 2, 10, 20, 300, 400), None])
def test_zone_is_read_as_it_was_written(zone):
    examen = Examen(exigence="nil")
    examen.zone = zone
    assert examen.zone == zone


def test_zone_taken_away_leaves_nothing():
    examen = Examen(exigence="nil")
    examen.zone = Zone("p", 2, 10, 20, 300, 400)
    assert columns(examen) == ("p", 2, 10, 20, 300, 400)
    examen.zone = None
    assert columns(examen) == (None,) * 6
