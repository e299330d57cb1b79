"""The switch of the reading: administrators only, each turn kept."""

import pytest

from dossiers.actions.reglage import set_lecture
from dossiers.models import Reglage
from dossiers.queries.reglage import HISTORIQUE_MAX, lecture_active, lecture_turns
from dossiers.rules.refus import Interdit
from tests.factories import LUNDI, make_administrateur, make_compte, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def test_active_until_someone_stops_it():
    assert lecture_active() is True
    assert lecture_turns() == []


def test_each_turn_is_kept():
    a, b = make_administrateur(), make_administrateur()
    set_lecture(active=False, par=a, le=LUNDI)
    assert lecture_active() is False
    set_lecture(active=True, par=b, le=LUNDI)
    assert lecture_active() is True
    assert [(t.valeur, t.par, t.le) for t in lecture_turns()] == [("active", b, LUNDI), ("arretee", a, LUNDI)]


@pytest.mark.parametrize(("avant", "demande"), [((), True), ((False,), False), ((False, True), True)])
def test_nothing_is_written_when_it_is_so_already(avant, demande):
    par = make_administrateur()
    for active in avant:
        set_lecture(active=active, par=par)
    assert set_lecture(active=demande, par=par) is None
    assert Reglage.objects.count() == len(avant)


@pytest.mark.parametrize("fabrique", [make_compte, make_membre, make_instructeur])
def test_administrators_only(fabrique):
    with pytest.raises(Interdit, match="Arrêter ou reprendre la lecture des preuves"):
        set_lecture(active=False, par=fabrique())
    assert not Reglage.objects.exists()


def test_the_last_ten_turns_are_shown():
    par = make_administrateur()
    for rang in range(HISTORIQUE_MAX + 2):
        set_lecture(active=bool(rang % 2), par=par)
    assert len(lecture_turns()) == HISTORIQUE_MAX
