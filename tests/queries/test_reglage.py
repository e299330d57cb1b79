"""What the switches say, each on its own, and who turned them."""

import pytest

from dossiers.actions.reglage import set_lecture, set_partage, set_relecture
from dossiers.queries.reglage import (
    HISTORIQUE_MAX,
    lecture_active,
    lecture_turns,
    partage_turn,
    relecture_taux,
    relecture_turns,
)
from tests.factories import LUNDI, make_administrateur

pytestmark = pytest.mark.django_db


def test_active_until_someone_stops_it():
    assert lecture_active() is True
    assert lecture_turns() == []


def test_the_last_ten_turns_are_shown():
    par = make_administrateur()
    for rang in range(HISTORIQUE_MAX + 2):
        set_lecture(active=bool(rang % 2), par=par)
    assert len(lecture_turns()) == HISTORIQUE_MAX


def test_nothing_but_refusals_until_someone_says_so():
    assert (relecture_taux(), relecture_turns()) == (0, [])


def test_each_switch_is_turned_alone():
    par = make_administrateur()
    set_lecture(active=False, par=par, le=LUNDI)
    set_relecture(taux=7, par=par, le=LUNDI)
    assert (lecture_active(), relecture_taux(), partage_turn()) == (False, 7, None)
    set_partage(active=True, par=par, le=LUNDI)
    assert (lecture_active(), relecture_taux(), partage_turn().par) == (False, 7, par)
    assert [len(tours()) for tours in (lecture_turns, relecture_turns)] == [1, 1]
