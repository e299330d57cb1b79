"""Zones of pages on the preview where they are stacked."""

import pytest

from dossiers.rules.cadre import (
    Cadre,
    Rectangle,
    Trace,
    frame_of,
    page_tops,
    share_of,
    share_of_extract,
    size_of,
)
from dossiers.rules.constat import Constat, Issue, Lu, Motif
from dossiers.rules.lecture import Page
from tests.fiches import zone

PAGES = (Page(1000, 500), Page(500, 400))


def _constat(**lus: Lu) -> Constat:
    return Constat(Issue.CONCORDANT, Motif.CONFORME, "", lus)


def _lu(page: int, x: float, y: float) -> Lu:
    return Lu("0123456789", zone(x, y, "0123456789"), 0.9, page)


def test_nothing_read_draws_nothing():
    cadre = frame_of(PAGES, _constat())
    assert (cadre, cadre.boite) == (Cadre(1000, 1300), "0 0 1000 1300")


def test_zone_of_the_second_page_is_moved_and_scaled():
    cadre = frame_of(PAGES, _constat(nil=_lu(2, 50, 100)))
    assert cadre.traces == (Trace("nil", "0123456789", "100,700 300,700 300,740 100,740"),)
    assert cadre.extrait == Rectangle(86, 686, 228, 68)
    assert cadre.extrait.boite == "86 686 228 68"


def test_the_line_is_what_is_shown_and_is_not_drawn():
    cadre = frame_of(PAGES, _constat(nil=_lu(1, 100, 100), ligne=_lu(1, 0, 0)))
    assert [trace.champ for trace in cadre.traces] == ["nil"]
    assert cadre.extrait == Rectangle(0, 0, 107, 27)


def test_an_extract_stays_on_the_picture():
    extrait = frame_of((Page(100, 40),), _constat(nil=_lu(1, 5, 15))).extrait
    assert extrait == Rectangle(0, 8, 100, 32)


def test_share_of_the_whole():
    part = share_of(zone(0, 0, "01234"), 2, PAGES)
    cotes = (part.x, part.y, part.largeur, part.hauteur)
    assert cotes == pytest.approx((0, 38.4615, 10, 3.0769), abs=1e-3)


def test_where_each_page_begins():
    assert page_tops(PAGES, 2) == (0, 3846)
    assert page_tops((), 3) == (0, 3333, 6666)
    assert page_tops(PAGES, 3) == (0, 3333, 6666)
    assert (page_tops((), 1), page_tops((), 0)) == ((0,), (0,))


def test_size_of_the_stack():
    assert size_of(PAGES) == (1000, 1300)


def test_share_of_what_is_looked_at_first():
    cadre = frame_of(PAGES, _constat(nil=_lu(2, 50, 100)))
    assert share_of_extract(cadre) == (860, 5277, 2280, 523)
    assert share_of_extract(frame_of(PAGES, _constat())) is None
