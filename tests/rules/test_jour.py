"""Days and hours said to people: the first of a month, the hour that strikes, the spaces that do not break."""

from datetime import UTC, date, datetime

import pytest

from dossiers.rules.jour import PARIS, day_words, hour_words, moment_words


@pytest.mark.parametrize(
    ("le", "comment", "dit"),
    [
        (date(2026, 4, 1), {}, "1er avril 2026"),
        (date(2026, 4, 21), {}, "21 avril 2026"),
        (date(2026, 4, 1), {"semaine": True}, "mercredi 1er avril 2026"),
        (date(2026, 8, 2), {"annee": False}, "2 août"),
        (date(2026, 12, 31), {"semaine": True, "annee": False}, "jeudi 31 décembre"),
        # It is tomorrow already in Paris.
        (datetime(2026, 7, 31, 22, tzinfo=UTC), {}, "1er août 2026"),
    ],
)
def test_a_day_in_words(le, comment, dit):
    assert day_words(le, **comment) == dit


@pytest.mark.parametrize(
    ("le", "dit"),
    [
        (datetime(2026, 3, 2, 17, 30, tzinfo=PARIS), "17\u00a0h\u00a030"),
        (datetime(2026, 3, 2, 17, 0, 59, tzinfo=PARIS), "17\u00a0h"),
        (datetime(2026, 7, 1, 7, 5, tzinfo=PARIS), "7\u00a0h\u00a005"),
        (datetime(2026, 3, 2, 9, 5, tzinfo=UTC), "10\u00a0h\u00a005"),
        (datetime(2026, 7, 31, 22, tzinfo=UTC), "0\u00a0h"),
        # The limits of a calendar have no zone: they are of Paris.
        (datetime(2026, 3, 2, 12), "12\u00a0h"),
    ],
)
def test_an_hour_is_that_of_paris(le, dit):
    assert hour_words(le) == dit


def test_a_moment_in_words():
    le = datetime(2026, 3, 1, 23, 59, 8, tzinfo=PARIS)
    assert moment_words(le) == "1er mars 2026 à 23\u00a0h\u00a059"
    assert moment_words(le, semaine=True) == "dimanche 1er mars 2026 à 23\u00a0h\u00a059"
    assert moment_words(le, annee=False) == "1er mars à 23\u00a0h\u00a059"
    assert moment_words(le, secondes=True) == "1er mars 2026 à 23\u00a0h\u00a059\u00a0min\u00a008\u00a0s"
