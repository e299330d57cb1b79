"""Bars along the time: steps in hundredths of the width, limits ahead, what a what-if moves."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.models import Dossier
from dossiers.queries.retroplan import retroplan_of, retroplans_of
from dossiers.queries.situation import situation_of
from dossiers.rules.retroplan import Hypothese
from dossiers.templatetags import graphique
from dossiers.templatetags.graphique import frise, frise_ensemble
from tests.factories import LGC, PARIS, fresh, make_dossier

DRIMBOX = "DSR-IMG-DB-Va2"
LE = datetime(2025, 6, 2, 10, tzinfo=PARIS)
LENT = Hypothese({}, {}, {"cnda_pre_examen": 200})
JOURS = st.integers(0, 4000).map(lambda n: date(2025, 1, 1) + timedelta(days=n))


@pytest.fixture(scope="module")
def dossier(base_du_module) -> Dossier:
    return fresh(make_dossier(code=DRIMBOX, le=LE))


@given(debut=JOURS, fin=JOURS, jour=JOURS)
@settings(max_examples=60, deadline=None)
def test_scale_goes_from_nought_to_a_hundred(debut, fin, jour):
    debut, jour, fin = sorted((debut, fin, jour))
    echelle = graphique._scale(debut, fin)
    assert echelle(debut) == 0
    assert 0 <= echelle(jour) <= 100
    assert echelle(fin) == (100 if fin > debut else 0)


@pytest.mark.django_db
def test_steps_follow_one_another_within_the_width(dossier):
    plan = retroplan_of(dossier, situation_of(dossier, LE))
    dessin = frise(plan)
    assert [pas for pas, _ in dessin["lignes"]] == list(plan.pas)
    assert dessin["aujourd_hui"] == 0
    for pas, barre in dessin["lignes"]:
        assert 0 <= barre["x"] <= 99
        assert barre["largeur"] >= 1
        assert barre["fin"] + barre["marge"] <= 100
        assert (barre["marge"] > 0) is bool(pas.marge)


@pytest.mark.django_db
def test_limits_ahead_alone_are_marked(dossier):
    plan = retroplan_of(dossier, situation_of(dossier, LE))
    reperes = frise(plan)["reperes"]
    assert [limite for limite, _ in reperes] == [li for li in plan.limites if not li.depassee][: len(reperes)] != []
    assert all(0 < x <= 100 for _, x in reperes)
    tard = datetime(2030, 6, 2, 10, tzinfo=PARIS)
    assert frise(retroplan_of(dossier, situation_of(dossier, tard)))["reperes"] == []


@pytest.mark.django_db
def test_one_line_a_dossier_before_and_after(dossier):
    make_dossier(dossier.cree_par, code=LGC, le=LE)
    plans = retroplans_of(Dossier.objects.all(), LE, LENT)
    dessin = frise_ensemble(plans, "depot:calendrier", "?quoi=x")
    assert [plan for plan, _, _ in dessin["lignes"]] == plans
    assert (dessin["porte"], dessin["requete"]) == ("depot:calendrier", "?quoi=x")
    (_, etendue, bornes), (_, _, sans_limite) = dessin["lignes"]
    assert 1 <= etendue["avant"] < etendue["apres"] <= 100
    assert (sans_limite, {borne["bouge"] for borne in bornes}) == ([], {False})


@pytest.mark.django_db
def test_limit_that_is_moved_says_it(dossier):
    code = situation_of(dossier, LE).dispositif.echeances[0].code
    quand = datetime(2026, 6, 2, 12, tzinfo=PARIS)
    plans = [retroplan_of(dossier, situation_of(dossier, LE), Hypothese({}, {code: quand}))]
    (borne,) = [borne for borne in frise_ensemble(plans, "x")["lignes"][0][2] if borne["bouge"]]
    assert (borne["apres"], borne["avant"] < borne["apres"]) == (quand, True)
    assert borne["x_avant"] < borne["x_apres"]


def test_no_dossier_at_all():
    assert frise_ensemble([], "depot:calendrier")["lignes"] == []
