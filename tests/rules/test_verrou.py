"""The lock: whose, until when, and what is said to whoever comes second."""

from datetime import datetime, timedelta

import pytest

from dossiers.rules.jour import PARIS
from dossiers.rules.verrou import (
    DUREE,
    Prise,
    end_of,
    held_sentence,
    is_barred,
    is_held,
    is_to_take,
    refusal_of,
)

LE = datetime(2026, 3, 2, 10, 32, tzinfo=PARIS)
INES, THOMAS = 1, 2
PRISE = Prise(INES, "Inès Leroy", LE, end_of(LE))


def test_ten_minutes():
    assert (DUREE, end_of(LE)) == (timedelta(minutes=10), LE + timedelta(minutes=10))


@pytest.mark.parametrize(
    ("prise", "apres", "tenu", "barre_ines", "barre_thomas"),
    [
        (None, timedelta(0), False, False, False),
        (PRISE, timedelta(0), True, False, True),
        (PRISE, DUREE - timedelta(seconds=1), True, False, True),
        (PRISE, DUREE, False, False, False),
        (PRISE, timedelta(days=3), False, False, False),
    ],
)
def test_who_is_kept_out(prise, apres, tenu, barre_ines, barre_thomas):
    le = LE + apres
    vus = (is_held(prise, le), is_barred(prise, INES, le), is_barred(prise, THOMAS, le))
    assert vus == (tenu, barre_ines, barre_thomas)


@pytest.mark.parametrize(
    ("prise", "minutes", "ines", "thomas"),
    [(None, 0, True, True), (PRISE, 4, False, False), (PRISE, 5, True, False), (PRISE, 10, True, True)],
)
def test_opening_writes_only_what_it_must(prise, minutes, ines, thomas):
    le = LE + timedelta(minutes=minutes)
    assert (is_to_take(prise, INES, le), is_to_take(prise, THOMAS, le)) == (ines, thomas)


def test_the_second_is_told_who_since_when_and_that_nothing_is_lost():
    suite = "Rien n’a été enregistré\u202f; votre saisie est conservée."
    assert held_sentence(PRISE) == "Inès Leroy examine ce dossier depuis 10\u00a0h\u00a032"
    assert refusal_of(PRISE, THOMAS).phrase == f"Inès Leroy examine ce dossier depuis 10\u00a0h\u00a032. {suite}"


def test_whoever_it_was_taken_from_is_told_so():
    reprise = Prise(INES, "Inès Leroy", LE, end_of(LE), repris_a=THOMAS)
    debut = refusal_of(reprise, THOMAS).constat
    assert debut == "Inès Leroy a repris la main sur ce dossier à 10\u00a0h\u00a032."
    assert refusal_of(reprise, 3).phrase.startswith("Inès Leroy examine ce dossier")
