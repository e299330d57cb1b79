"""How long a mail that cannot leave is tried again."""

from datetime import timedelta

import pytest

from dossiers.rules.envoi import REPRISES, retry_delay


@pytest.mark.parametrize(("essais", "minutes"), [(1, 1), (2, 2), (6, 30), (8, 120), (9, 240), (13, 240)])
def test_each_try_waits_longer(essais, minutes):
    assert retry_delay(essais) == timedelta(minutes=minutes)


def test_tries_last_a_whole_day_then_stop():
    assert sum(REPRISES) == 24 * 60
    assert retry_delay(len(REPRISES) + 1) is None
