"""« Et si une date changeait ? », over the dossiers of someone: what may be moved, whom it touches."""

from datetime import datetime

import pytest

from dossiers.actions.dossier import withdraw_dossier
from dossiers.models import Dossier
from dossiers.queries.retroplan import PLAFOND, Retroplan, retroplans_of
from dossiers.queries.supposition import points_of, supposition_of
from dossiers.rules.retroplan import SANS_HYPOTHESE, Hypothese
from tests.factories import LGC, LGC_VA1, PARIS, make_dossier, make_membre

pytestmark = pytest.mark.django_db
DRIMBOX = "DSR-IMG-DB-Va2"
LE = datetime(2025, 6, 2, 10, tzinfo=PARIS)
LENT = Hypothese({}, {}, {"cnda_pre_examen": 200})


@pytest.fixture(scope="module")
def dossiers(base_du_module):
    """Two of a dispositif that has limits, one of another; one that is over, an exercise."""
    par = make_membre()
    un, deux, autre = (make_dossier(par, code=code, le=LE) for code in (DRIMBOX, DRIMBOX, LGC))
    fini = make_dossier(par, code=LGC_VA1, le=LE)
    withdraw_dossier(dossier=fini, par=par, le=LE)
    exercice = make_dossier(par, code=LGC_VA1, le=LE)
    Dossier.objects.filter(pk=exercice.pk).update(formation=True, prochaine_relance=None)
    return un, deux, autre


def plans_of(plafond: int = PLAFOND) -> list[Retroplan]:
    return retroplans_of(Dossier.objects.all(), LE, plafond)


def test_what_may_be_moved_of_the_open_ones(dossiers):
    points = points_of(plans_of())
    assert {dispositif for dispositif, _ in points.echeances} == {DRIMBOX}
    libelle, echeance = points.echeances[DRIMBOX, "dossier_administratif"]
    assert (libelle, echeance.code) == (dossiers[0].referentiel.libelle, "dossier_administratif")
    codes = [jalon.code for jalon in points.jalons]
    assert (len(codes), "cnda_pre_examen" in codes) == (len(set(codes)), True)


def test_nothing_may_be_moved_of_none():
    points = points_of([])
    assert (points.jalons, points.echeances) == ((), {})


def test_duration_touches_all_the_worst_first(dossiers):
    vue = supposition_of(plans_of(), LENT, 3)
    assert ([len(plan.rates) > 0 for plan in vue.effets], vue.rates) == ([True, True, False], 2)
    assert (vue.lus, vue.total) == (3, 3)


def test_no_more_are_planned_than_asked(dossiers):
    vue = supposition_of(plans_of(2), LENT, 3)
    assert (len(vue.effets), vue.lus, vue.total) == (2, 2, 3)


def test_nothing_supposed_touches_nobody(dossiers):
    vue = supposition_of(plans_of(), SANS_HYPOTHESE, 3)
    assert (vue.effets, vue.rates, vue.lus) == ((), 0, 3)


def test_it_reads_nothing_once_the_plans_are_read(dossiers, django_assert_num_queries):
    plans = plans_of()
    with django_assert_num_queries(0):
        assert supposition_of(plans, LENT, 3).lus == 3
