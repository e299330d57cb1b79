"""A page made straight, and what stands where on it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.rules.lecture import Cadre, Cellule, Page, bound, straighten
from tests.rules.pages import make_page, make_table, turn, write

TABLEAU = make_table(("NIL", "Logiciel", "Statut"), *((f"0041-77{n:02}", "ALPHA", "Pré-examen") for n in range(8)))


def lean(page: Page, pente: float, fuite: float) -> Page:
    """As seen from the side: each line has its own slope."""

    def place(point):
        dx, dy = point[0] - page.largeur / 2, point[1] - page.hauteur / 2
        return point[0], page.hauteur / 2 + dy + (pente + fuite * dy) * dx

    zones = [tuple(place(point) for point in cellule.zone) for cellule in page.cellules]
    cellules = [Cellule(c.texte, zone, c.confiance) for c, zone in zip(page.cellules, zones, strict=True)]
    return Page(page.largeur, page.hauteur, tuple(cellules))


def lines(page: Page) -> list[list[str]]:
    """The texts of each line, from left to right."""
    lignes: list[list[Cadre]] = []
    for cadre in straighten(page):
        if lignes and lignes[-1][0].share_line(cadre):
            lignes[-1].append(cadre)
        else:
            lignes.append([cadre])
    return [[cadre.texte for cadre in sorted(ligne, key=lambda c: c.x0)] for ligne in lignes]


DROITES = lines(make_page(*TABLEAU))


def test_lines_of_a_straight_page():
    assert DROITES[0] == ["NIL", "Logiciel", "Statut"]
    assert [len(ligne) for ligne in DROITES] == [3] * 9


@given(degres=st.floats(-8, 8, allow_nan=False), echelle=st.floats(0.4, 2.5, allow_nan=False))
@settings(max_examples=25, deadline=None)
def test_tilted_page_has_the_same_lines(degres, echelle):
    assert lines(turn(make_page(*TABLEAU), degres, echelle)) == DROITES


@given(pente=st.floats(-0.1, 0.1, allow_nan=False), fuite=st.floats(-0.0002, 0.0002, allow_nan=False))
@settings(max_examples=25, deadline=None)
def test_page_in_perspective_has_the_same_lines(pente, fuite):
    assert lines(lean(make_page(*TABLEAU), pente, fuite)) == DROITES


def test_empty_pages_and_texts():
    assert straighten(Page(1, 1)) == ()
    assert straighten(make_page(write("  ", 50, 50))) == ()


def test_points_in_one_place_do_no_harm():
    (cadre,) = straighten(Page(10, 10, (Cellule("x", ((5, 5),) * 4, 1.0),)))
    assert (cadre.texte, cadre.hauteur) == ("x", 1)


@pytest.mark.parametrize(
    ("x", "y", "coupe"), [(100, 100, False), (0, 100, True), (348, 100, True), (100, 1, True), (100, 180, True)]
)
def test_run_that_touches_the_edge_may_be_cut(x, y, coupe):
    (cadre,) = straighten(make_page(write("Examen", x, y), largeur=410, hauteur=201))
    assert cadre.coupe is coupe


def test_part_of_a_run_keeps_its_place():
    (cadre,) = straighten(make_page(write("NIL : 1234", 100, 100)))
    part = cadre.slice(6, 10)
    assert (part.texte, [tuple(map(round, point)) for point in part.zone]) == (
        "1234",
        [(162, 100), (204, 100), (204, 120), (162, 120)],
    )


def test_rectangle_around_several_runs():
    cadres = straighten(make_page(write("a", 10, 50), write("b", 200, 90)))
    assert bound(cadres) == ((10, 50), (210.4, 50), (210.4, 110), (10, 110))
