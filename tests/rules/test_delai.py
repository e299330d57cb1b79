"""What a wait is told: only what was observed, in working days, in a sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.rules.calendrier import Calendrier
from dossiers.rules.delai import Delai, delay_sentence, measure_delai, wait_sentences

LUNDI = date(2026, 3, 2)
QUATRE_NEUF = Delai(4, 9, 10)


@pytest.mark.parametrize("nombre", [0, 1, 9])
def test_fewer_than_ten_say_nothing(nombre):
    assert measure_delai([3] * nombre) is None


def test_ten_say_their_median_and_their_80th_percentile():
    assert measure_delai([1, 1, 2, 2, 4, 4, 5, 8, 9, 30]) == Delai(4, 9, 10)


def test_half_a_day_is_never_rounded_down():
    assert measure_delai([1] * 5 + [2] * 5) == Delai(2, 2, 10)


@given(st.lists(st.integers(0, 200), min_size=10, max_size=60))
def test_the_sentence_keeps_its_promise(jours):
    delai = measure_delai(jours)
    assert sum(jour <= delai.mediane for jour in jours) >= len(jours) / 2
    assert delai.mediane <= delai.quatre_sur_cinq <= max(jours)
    assert sum(jour <= delai.quatre_sur_cinq for jour in jours) >= 0.8 * (len(jours) - 1)


@pytest.mark.parametrize(
    ("delai", "phrase"),
    [
        (QUATRE_NEUF, "une décision sur deux est rendue en 4 jours ouvrés, quatre sur cinq en 9"),
        (Delai(1, 2, 10), "une décision sur deux est rendue en 1 jour ouvré, quatre sur cinq en 2"),
        (Delai(0, 1, 10), "une décision sur deux est rendue le jour même, quatre sur cinq en 1 jour ouvré"),
        (Delai(0, 3, 10), "une décision sur deux est rendue le jour même, quatre sur cinq en 3 jours ouvrés"),
        (Delai(3, 3, 10), "quatre décisions sur cinq sont rendues en 3 jours ouvrés"),
        (Delai(0, 0, 10), "quatre décisions sur cinq sont rendues le jour même"),
    ],
)
def test_the_sentence(delai, phrase):
    assert delay_sentence(delai) == phrase


@pytest.mark.parametrize(
    ("jour", "suite"),
    [
        (date(2026, 3, 2), []),
        # The weekend does not count.
        (date(2026, 3, 8), ["Votre envoi attend depuis 4 jours ouvrés."]),
        (date(2026, 3, 3), ["Votre envoi attend depuis 1 jour ouvré."]),
        (date(2026, 3, 13), ["Votre envoi attend depuis 9 jours ouvrés."]),
        (date(2026, 3, 16), ["Votre envoi attend depuis 10 jours ouvrés\u00a0: c’est plus que d’habitude."]),
    ],
)
def test_one_s_own_wait_is_said_beside_the_usual_one(jour, suite):
    habituel = "Pour ce dispositif, une décision sur deux est rendue en 4 jours ouvrés, quatre sur cinq en 9."
    assert wait_sentences(QUATRE_NEUF, LUNDI, jour, Calendrier()) == (habituel, *suite)
