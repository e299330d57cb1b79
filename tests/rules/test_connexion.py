"""Two free tries, then 1, 2, 4, 8, 15, 15… minutes: never for good."""

from datetime import timedelta

import pytest

from dossiers.rules.connexion import attente_apres, phrase_attente


@pytest.mark.parametrize(
    ("echecs", "minutes"), [(0, 0), (1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (6, 8), (7, 15), (8, 15), (10**6, 15)]
)
def test_wait_doubles_up_to_fifteen_minutes(echecs, minutes):
    assert attente_apres(echecs) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("secondes", "attente"), [(1, "1 minute"), (60, "1 minute"), (61, "2 minutes"), (900, "15 minutes")]
)
def test_sentence_rounds_up_to_the_minute(secondes, attente):
    expected = f"Trop d’essais pour cette adresse. Attendez {attente}, puis réessayez."
    assert phrase_attente(timedelta(seconds=secondes)) == expected
