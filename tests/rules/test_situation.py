"""What a situation says of itself: its day in Paris, its facts, its round."""

from datetime import date, datetime

import pytest

from dossiers.rules.parcours import Etat
from tests.rules.situations import situation, submitted


@pytest.mark.parametrize(
    ("le", "jour"),
    [
        ("2026-03-28T22:59:59+00:00", date(2026, 3, 28)),
        ("2026-03-28T23:00:00+00:00", date(2026, 3, 29)),
        ("2026-07-01T21:59:59+00:00", date(2026, 7, 1)),
        ("2026-07-01T22:00:00+00:00", date(2026, 7, 2)),
    ],
)
def test_day_begins_at_midnight_in_paris(le, jour):
    assert situation(le=datetime.fromisoformat(le)).jour == jour


def test_facts_are_those_of_the_dispositif_of_the_dossier_and_of_the_answers():
    assert situation(reponses={"montage": "oui", "moteur": "?", "nie": "12"}).faits == {
        "exception_eai": True,
        "financement": True,
        "proxy": False,
        "profil_general": True,
        "montage": True,
        "moteur": None,
        "apcv": None,
    }


def test_round():
    assert (situation().tour, submitted().tour) == (0, 1)


def test_what_is_not_said_is_empty():
    vue = situation()
    assert (vue.reponses, vue.pieces, vue.examens, vue.contestees, vue.provenances) == ({}, {}, {}, frozenset(), {})
    assert vue.etat is Etat.OUVERTE
