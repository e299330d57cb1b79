"""How long a mail that cannot leave is tried again."""

from datetime import timedelta

import pytest

from dossiers.rules.envoi import LIBELLES, REPRISES, Genre, kind_label, retry_delay


@pytest.mark.parametrize(("essais", "minutes"), [(1, 1), (2, 2), (6, 30), (8, 120), (9, 240), (13, 240)])
def test_each_try_waits_longer(essais, minutes):
    assert retry_delay(essais) == timedelta(minutes=minutes)


def test_tries_last_a_whole_day_then_stop():
    assert sum(REPRISES) == 24 * 60
    assert retry_delay(len(REPRISES) + 1) is None


@pytest.mark.parametrize(
    ("genre", "libelle"),
    [("recepisse", "Récépissé d’envoi"), ("relance_ans", "Relance"), ("ancien_genre", "Ancien genre")],
)
def test_each_kind_has_a_name_even_one_that_is_gone(genre, libelle):
    assert kind_label(genre) == libelle


def test_no_kind_is_shown_by_its_code():
    assert set(LIBELLES) == set(Genre)
