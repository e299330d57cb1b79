"""The share: everything given to those who are there, the least busy first, the same answer to the same question."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.rules.partage import is_absent, share

CHARGES = st.dictionaries(st.integers(1, 12), st.integers(0, 30), max_size=8)
DOSSIERS = st.lists(st.integers(1, 500), unique=True, max_size=60)
ABSENTS = st.frozensets(st.integers(1, 12))


@pytest.mark.parametrize(
    ("dossiers", "charges", "absents", "parts"),
    [
        ([7, 8, 9], {1: 0, 2: 0}, set(), {7: 1, 8: 2, 9: 1}),
        ([7, 8, 9], {1: 5, 2: 3}, set(), {7: 2, 8: 2, 9: 1}),
        ([7, 8], {1: 9, 2: 0}, {2}, {7: 1, 8: 1}),
        ([7, 8], {1: 0}, {1}, {}),
        ([7], {}, set(), {}),
        ([], {1: 0}, set(), {}),
    ],
)
def test_by_hand(dossiers, charges, absents, parts):
    assert share(dossiers, charges, absents) == parts


@given(DOSSIERS, CHARGES, ABSENTS)
def test_everything_is_given_once_and_to_nobody_absent(dossiers, charges, absents):
    parts = share(dossiers, charges, absents)
    presents = set(charges) - absents
    assert list(parts) == (dossiers if presents else [])
    assert set(parts.values()) <= presents


@given(DOSSIERS, CHARGES, ABSENTS)
def test_whoever_receives_ends_with_no_more_than_one_above_anyone_there(dossiers, charges, absents):
    parts = share(dossiers, charges, absents)
    finales = {p: charges[p] + list(parts.values()).count(p) for p in set(charges) - absents}
    assert all(finales[p] <= min(finales.values()) + 1 for p in set(parts.values()))


@given(DOSSIERS, CHARGES, ABSENTS, st.randoms())
def test_the_order_in_which_people_are_named_changes_nothing(dossiers, charges, absents, hasard):
    melange = list(charges.items())
    hasard.shuffle(melange)
    assert share(dossiers, dict(melange), absents) == share(dossiers, charges, absents)


@pytest.mark.parametrize(
    ("jour", "absent"), [(1, False), (2, True), (3, True), (4, True), (5, False), (9, True), (10, False)]
)
def test_first_and_last_day_are_away(jour, absent):
    periodes = [(date(2026, 3, 2), date(2026, 3, 4)), (date(2026, 3, 9), date(2026, 3, 9))]
    assert is_absent(periodes, date(2026, 3, jour)) is absent
