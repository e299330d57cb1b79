"""The facts of a request, and its last day in Paris."""

from datetime import date, datetime

import pytest

from dossiers.models import Avis
from dossiers.rules.avis import Vie
from tests.factories import LUNDI, PARIS


@pytest.mark.parametrize(
    ("expire_le", "jour"),
    [
        (datetime(2026, 3, 17, 0, 0, tzinfo=PARIS), date(2026, 3, 16)),
        (datetime(2026, 3, 17, 0, 0, 1, tzinfo=PARIS), date(2026, 3, 17)),
        (datetime(2026, 3, 30, 0, 0, tzinfo=PARIS), date(2026, 3, 29)),
    ],
)
def test_last_day_on_which_it_may_be_answered(expire_le, jour):
    assert Avis(expire_le=expire_le).dernier_jour == jour


def test_facts_that_its_rules_need():
    assert Avis(expire_le=LUNDI, repondu_le=None, retire_le=LUNDI).vie == Vie(LUNDI, None, LUNDI)
