"""The switch of the reading: administrators only, each turn kept."""

import pytest

from dossiers.actions.reglage import set_lecture, set_relecture
from dossiers.models import Reglage
from dossiers.queries.reglage import lecture_active, lecture_turns, relecture_taux, relecture_turns
from dossiers.rules.refus import Interdit, Refus
from tests.factories import LUNDI, make_administrateur, make_compte, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


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


# ------------------------------------------------------------------ the share that is read twice


def test_each_rate_is_kept_and_the_last_one_holds():
    a, b = make_administrateur(), make_administrateur()
    set_relecture(taux=5, par=a, le=LUNDI)
    set_relecture(taux=10, par=b, le=LUNDI)
    set_lecture(active=False, par=a, le=LUNDI)
    assert relecture_taux() == 10
    assert [(t.taux, t.par) for t in relecture_turns()] == [(10, b), (5, a)]
    assert lecture_active() is False


def test_the_rate_that_holds_is_not_set_again():
    par = make_administrateur()
    assert set_relecture(taux=0, par=par) is None
    assert set_relecture(taux=5, par=par).taux == 5
    assert set_relecture(taux=5, par=par) is None
    assert Reglage.objects.count() == 1


@pytest.mark.parametrize("taux", [-1, 101])
def test_a_rate_is_a_share(taux):
    with pytest.raises(Refus) as refus:
        set_relecture(taux=taux, par=make_administrateur())
    assert refus.value.champs == {"taux": "Donnez un nombre entier entre 0 et 100."}


@pytest.mark.parametrize("fabrique", [make_compte, make_membre, make_instructeur])
def test_administrators_only_set_it(fabrique):
    with pytest.raises(Interdit, match="Régler la part des secondes lectures"):
        set_relecture(taux=5, par=fabrique())
    assert not Reglage.objects.exists()
