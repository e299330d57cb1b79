"""The plan of a dossier, of all those of a company, and the tightest first."""

from datetime import datetime, timedelta

import pytest

from dossiers.actions.dossier import withdraw_dossier
from dossiers.models import Dossier
from dossiers.queries.retroplan import last_end, open_dossiers, retroplan_of, retroplans_of, suppose
from dossiers.queries.situation import situation_of
from dossiers.rules.retroplan import Hypothese
from tests.factories import LGC, PARIS, fresh, make_dossier, make_membre

pytestmark = pytest.mark.django_db
DRIMBOX = "DSR-IMG-DB-Va2"
LE = datetime(2025, 6, 2, 10, tzinfo=PARIS)
LENT = Hypothese({}, {}, {"cnda_pre_examen": 200})


@pytest.fixture(scope="module")
def dossiers(base_du_module) -> tuple[Dossier, Dossier]:
    """One without limits, then one that has some; a third one is over."""
    par = make_membre()
    sans, avec = make_dossier(par, code=LGC, le=LE), make_dossier(par, code=DRIMBOX, le=LE)
    withdraw_dossier(dossier=make_dossier(par, code=DRIMBOX, le=LE), par=par, le=LE)
    return fresh(sans), fresh(avec)


def test_three_queries_beyond_its_situation(dossiers, django_assert_num_queries):
    dossier = dossiers[1]
    situation = situation_of(dossier, LE)
    with django_assert_num_queries(3):
        plan = retroplan_of(dossier, situation)
    assert (plan.dossier, plan.pas, plan.avant) == (dossier, plan.avant, plan.pas)
    assert (plan.glissements, plan.changements, plan.rates, plan.manques) == ([], [], [], [])
    assert (plan.premier.jalon.code, len(plan.limites) > 0) == ("cnda_pre_examen", True)
    assert plan.fins == (last_end(plan.pas, LE.date()),) * 2


def test_what_if_says_what_slips(dossiers):
    plan = suppose(retroplan_of(dossiers[1], situation_of(dossiers[1], LE)), LENT)
    glisse = {avant.jalon.code for avant, _ in plan.glissements}
    assert "cnda_pre_examen" in glisse
    assert all(apres.fin > avant.fin for avant, apres in plan.glissements)
    assert {pas.jalon.code for pas in plan.rates} <= glisse
    avant, apres = plan.fins
    assert (apres > avant, plan.rates != []) == (True, True)


def test_tightest_first_the_open_ones_alone(dossiers):
    sans, avec = dossiers
    assert [plan.dossier for plan in retroplans_of(Dossier.objects.all(), LE)] == [avec, sans]
    assert retroplans_of(Dossier.objects.none(), LE) == []


def test_open_ones_the_latest_activity_first_without_exercises(dossiers):
    sans, avec = dossiers
    Dossier.objects.filter(pk=sans.pk).update(activite_le=LE + timedelta(days=1))
    assert list(open_dossiers(Dossier.objects.all())) == [sans, avec]
    assert [plan.dossier for plan in retroplans_of(Dossier.objects.all(), LE, plafond=1)] == [sans]
    Dossier.objects.filter(pk=avec.pk).update(formation=True, prochaine_relance=None)
    assert list(open_dossiers(Dossier.objects.all())) == [sans]


def test_nine_queries_however_many(dossiers, django_assert_num_queries):
    with django_assert_num_queries(9):
        retroplans_of(Dossier.objects.all(), LE)
    with django_assert_num_queries(9):
        retroplans_of(Dossier.objects.filter(pk=dossiers[0].pk), LE)


def test_end_of_all_or_today_when_all_is_done(dossiers):
    assert last_end((), LE.date()) == LE.date()
