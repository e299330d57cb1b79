"""Is it the same picture?"""

import pytest

from dossiers.rules.rejeu import BITS_DIFFERENTS, distance, is_same_picture, marks_of
from tests.fiches import page

ZERO = "0" * 64


def test_marks_are_long_numbers_and_no_dates():
    lue = page(("Demande DC-04127 du 12/03/2026", 0, 0), ("NIL 0041-7702", 0, 40), ("le 2026-03-12, version 5", 0, 80))
    assert marks_of((lue,)) == {"DC-04127", "0041-7702"}


def test_distance_counts_bits():
    assert (distance(ZERO, ZERO), distance(ZERO, "f" * 64), distance(ZERO, "0" * 63 + "3")) == (0, 256, 2)


@pytest.mark.parametrize(
    ("marques", "autres", "autre", "pareille"),
    [
        ({"A1234", "B1234"}, {"A1234", "B1234"}, ZERO, True),
        ({"A1234", "B1234", "C1234"}, {"A1234", "B1234", "D1234"}, ZERO, True),
        ({"A1234", "B1234"}, {"A1234", "D1234"}, ZERO, False),
        ({"A1234"}, {"A1234"}, f"{(1 << (BITS_DIFFERENTS + 1)) - 1:064x}", False),
        (set(), set(), ZERO, False),
        ({"A1234"}, {"A1234"}, "", False),
    ],
)
def test_same_picture(marques, autres, autre, pareille):
    assert is_same_picture(marques, autres, ZERO, autre) is pareille


def test_what_is_of_a_person_is_no_mark():
    assert marks_of((page(("Tél. 01 23 45 67 89, RPPS 10100000014, DC-04127", 0, 0)),)) == {"DC-04127"}
