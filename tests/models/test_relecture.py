"""What the two readers of a decision have said."""

import pytest

from dossiers.models import Jugement, Relecture
from dossiers.rules.relecture import Lectures, Lu
from tests.factories import LUNDI


def test_readings_as_the_rules_need_them():
    relecture = Relecture(decision="refuser", premier_id=1)
    assert relecture.lectures == Lectures(Lu("refuser", 1), None, False)
    relecture.second_id, relecture.seconde_decision, relecture.dispensee_le = 2, "valider", LUNDI
    assert relecture.lectures == Lectures(Lu("refuser", 1), Lu("valider", 2), True)


@pytest.mark.parametrize(
    ("premier", "second", "differe"),
    [
        ("conforme", "a_corriger", True),
        ("conforme", "conforme", False),
        ("conforme", "", False),
        ("", "conforme", False),
        ("", "", False),
    ],
)
def test_they_differ_once_both_have_spoken(premier, second, differe):
    assert Jugement(premier=premier, second=second).differe is differe
