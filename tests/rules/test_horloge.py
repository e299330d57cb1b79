"""Two clocks: one stands while the other runs."""

from datetime import timedelta

import pytest

from dossiers.rules.calendrier import Calendrier
from dossiers.rules.horloge import Horloge, read_horloge
from tests.factories import LUNDI

JOUR = timedelta(days=1)


@pytest.mark.parametrize(
    ("periodes", "attendu"),
    [
        ([], Horloge(20, 0, False)),
        ([(LUNDI + 7 * JOUR, None)], Horloge(5, 15, True)),
        ([(LUNDI + 7 * JOUR, LUNDI + 14 * JOUR)], Horloge(15, 5, False)),
        ([(LUNDI + 7 * JOUR, LUNDI + 14 * JOUR), (LUNDI + 21 * JOUR, None)], Horloge(10, 10, True)),
    ],
)
def test_four_weeks_later(periodes, attendu):
    assert read_horloge(LUNDI, periodes, LUNDI + 28 * JOUR, Calendrier()) == attendu
