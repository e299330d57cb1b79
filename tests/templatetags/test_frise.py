"""Where a timeline puts its bars, its months and its limits, in hundredths of its width."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.template.loader import render_to_string

from dossiers.models import Dossier
from dossiers.queries.retroplan import Retroplan, retroplans_of
from dossiers.templatetags.frise import _months, _scale, frise, frise_portefeuille
from tests.factories import PARIS, make_dossier, make_membre

LE = datetime(2025, 6, 2, 10, tzinfo=PARIS)
DRIMBOX = "DSR-IMG-DB-Va2"


def months_of(debut: date, fin: date) -> list[str]:
    return [nom for nom, _ in _months(debut, fin, _scale(debut, fin))]


@pytest.mark.parametrize(
    ("debut", "fin", "noms"),
    [
        (date(2026, 11, 26), date(2026, 11, 29), []),
        (date(2026, 11, 26), date(2027, 1, 31), ["déc. 2026", "janv. 2027"]),
        (date(2026, 11, 26), date(2027, 12, 15), ["déc. 2026", "mars 2027", "juin", "sept."]),
        (date(2026, 1, 1), date(2026, 6, 1), ["févr. 2026", "mars", "avr.", "mai"]),
        (date(2026, 1, 1), date(2066, 1, 1), ["févr. 2026", "févr. 2034", "févr. 2042", "févr. 2050", "févr. 2058"]),
    ],
)
def test_few_months_and_their_years_once(debut, fin, noms):
    assert months_of(debut, fin) == noms


def test_a_month_is_where_it_begins():
    debut, fin = date(2026, 1, 1), date(2026, 4, 11)
    assert _months(debut, fin, _scale(debut, fin)) == [("févr. 2026", 31.0), ("mars", 59.0)]


@pytest.fixture
def plans(db) -> list[Retroplan]:
    membre = make_membre()
    make_dossier(membre, code=DRIMBOX, etape=2, le=LE)
    make_dossier(membre, le=LE)
    return retroplans_of(Dossier.objects.order_by("pk"), LE)


def test_what_is_done_has_no_bar_and_the_cnda_its_own_lane(plans):
    [(_, barres, reperes), (_, toutes, aucun)] = frise_portefeuille(plans, "depot:calendrier")["lignes"]
    attendus = [
        ("cnda_pre_examen", True),
        ("envoi_etape_2", False),
        ("decision_etape_2", False),
        ("envoi_etape_3", False),
        ("decision_etape_3", False),
        ("cnda_obtenu", True),
        ("attribution", False),
    ]
    assert [(pas.jalon.code, dehors) for pas, _, dehors in barres] == attendus
    assert [pas.jalon.code for pas, _, _ in toutes] == ["charte", *(code for code, _ in attendus)]
    assert ([limite.echeance.code for limite, _ in reperes], aucun) == (
        ["dossier_administratif", "dossier_preuves", "echanges"],
        [],
    )


def test_all_share_one_scale_and_nothing_leaves_it(plans):
    dessin = frise_portefeuille(plans, "depot:calendrier")
    places = [s for _, barres, _ in dessin["lignes"] for _, s, _ in barres]
    assert dessin["aujourd_hui"] == 0.0
    assert [s for s in places if s["x"] < 0 or s["x"] + s["largeur"] > 101] == []
    limites = [x for _, _, reperes in dessin["lignes"] for _, x in reperes]
    assert limites[-1] == 100.0


@pytest.mark.parametrize("sans", [True, False])
def test_a_text_without_steps_is_said_to_have_none_rather_than_to_end_today(plans, sans):
    plan = replace(plans[0], pas=(), avant=()) if sans else plans[0]
    page = render_to_string("composants/frise_portefeuille.html", frise_portefeuille([plan], "depot:calendrier"))
    assert ("Le référentiel de ce dossier ne décrit pas de jalons." in page) is sans
    assert ("le dernier s’achève" in page) is False


def test_of_one_dossier_says_whether_a_limit_commands_it(plans):
    assert [frise(plan)["limitee"] for plan in plans] == [True, False]
