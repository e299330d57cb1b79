"""What of a wave may leave: everything, what is urgent, nothing."""

import pytest

from dossiers.rules.vague import Passage, allowed, judge_vague


@pytest.mark.parametrize(
    ("habituel", "facteur", "plancher", "seuil"),
    [(0, 3, 200, 200), (66, 3, 200, 200), (67, 3, 200, 201), (10, 1.25, 2, 13), (1000, 3, 200, 3000)],
)
def test_a_factor_of_the_usual_and_a_floor(habituel, facteur, plancher, seuil):
    assert allowed(habituel, facteur, plancher) == seuil


@pytest.mark.parametrize(
    ("prevues", "urgentes", "retenue", "passage"),
    [
        (0, 0, False, Passage.TOUT),
        (10, 0, False, Passage.TOUT),
        (10, 10, False, Passage.TOUT),
        (11, 0, False, Passage.URGENT),
        (11, 10, False, Passage.URGENT),
        (11, 11, False, Passage.RIEN),
        (1, 0, True, Passage.URGENT),
        (1, 10, True, Passage.URGENT),
        (255, 255, True, Passage.RIEN),
    ],
)
def test_what_is_urgent_leaves_unless_it_is_itself_a_wave(prevues, urgentes, retenue, passage):
    assert judge_vague(prevues, urgentes, 10, retenue=retenue) is passage
