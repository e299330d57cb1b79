"""« Et si une date bougeait ? », over the dossiers of someone: what may be moved, whom it touches."""

from datetime import datetime

import pytest

from dossiers.actions.dossier import withdraw_dossier
from dossiers.models import Dossier
from dossiers.queries.supposition import points_of, supposition_of
from dossiers.rules.retroplan import Hypothese
from tests.factories import LGC, LGC_VA1, PARIS, make_dossier, make_membre

pytestmark = pytest.mark.django_db
DRIMBOX = "DSR-IMG-DB-Va2"
LE = datetime(2025, 6, 2, 10, tzinfo=PARIS)
LIMITE = Hypothese({}, {f"{DRIMBOX}/dossier_administratif": datetime(2025, 6, 10, 12, tzinfo=PARIS)})


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


def test_what_may_be_moved_of_the_open_ones(dossiers, django_assert_num_queries):
    with django_assert_num_queries(2):
        points = points_of(Dossier.objects.all())
    assert {dispositif for dispositif, _ in points.echeances} == {DRIMBOX}
    libelle, echeance = points.echeances[DRIMBOX, "dossier_administratif"]
    assert (libelle, echeance.code) == (dossiers[0].referentiel.libelle, "dossier_administratif")
    codes = [jalon.code for jalon in points.jalons]
    assert (len(codes), "cnda_pre_examen" in codes) == (len(set(codes)), True)


def test_nothing_may_be_moved_of_none(dossiers):
    points = points_of(Dossier.objects.none())
    assert (points.jalons, points.echeances) == ((), {})


def test_duration_touches_all_the_worst_first(dossiers):
    vue = supposition_of(Dossier.objects.all(), LE, Hypothese({}, {}, {"cnda_pre_examen": 200}), 30)
    assert ([len(plan.rates) > 0 for plan in vue.effets], vue.rates) == ([True, True, False], 2)
    assert (vue.lus, vue.total) == (3, 3)


def test_no_more_are_planned_than_asked(dossiers):
    vue = supposition_of(Dossier.objects.all(), LE, Hypothese({}, {}, {"cnda_pre_examen": 200}), 2)
    assert (len(vue.effets), vue.lus, vue.total) == (2, 2, 3)


def test_nothing_supposed_touches_nobody(dossiers):
    vue = supposition_of(Dossier.objects.all(), LE, Hypothese({}, {}), 30)
    assert (vue.effets, vue.rates, vue.lus) == ((), 0, 3)


def test_it_costs_ten_queries(dossiers, django_assert_num_queries):
    hypothese = Hypothese({}, {}, {"cnda_pre_examen": 200})
    with django_assert_num_queries(10):
        supposition_of(Dossier.objects.all(), LE, hypothese, 30)
