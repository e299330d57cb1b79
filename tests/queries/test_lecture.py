"""A reading as it is kept: nothing of what the machine saw is lost on the way."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.models import Lecture
from dossiers.queries.lecture import freeze_pages, pages_of
from dossiers.rules.lecture import Cellule, Page
from tests.fiches import fiche, page

POINT = st.tuples(*(st.integers(-50, 50_000).map(lambda n: n / 10) for _ in "xy"))
CELLULE = st.builds(
    Cellule,
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=20),
    st.tuples(POINT, POINT, POINT, POINT),
    st.integers(0, 1000).map(lambda n: n / 1000),
)
PAGES = st.lists(st.builds(Page, st.integers(1, 9999), st.integers(1, 9999), st.lists(CELLULE, max_size=3).map(tuple)))


def kept(*pages: Page) -> Lecture:
    """As it comes back from a JSON column."""
    return Lecture(etat="faite", pages=json.loads(json.dumps(freeze_pages(pages))))


@given(pages=PAGES)
@settings(max_examples=40, deadline=None)
def test_kept_and_read_again_it_is_the_same(pages):
    assert pages_of(kept(*pages)) == tuple(pages)


def test_tenths_of_a_pixel_and_thousandths_of_confidence():
    cellule = Cellule("NIL", ((0.04, 0.06), (1, 0), (1, 1), (0, 1)), 0.98765)
    (relue,) = pages_of(kept(Page(10, 10, (cellule,))))[0].cellules
    assert (relue.zone[0], relue.confiance) == ((0.0, 0.1), 0.988)


def test_a_nul_byte_that_no_database_keeps_is_left_out():
    assert pages_of(kept(page(("a\x00b", 0, 0))))[0].cellules[0].texte == "ab"


@pytest.mark.parametrize("etat", [etat for etat in Lecture.Etat.values if etat != "faite"])
def test_what_is_not_read_says_nothing(etat):
    assert pages_of(Lecture(etat=etat, pages=freeze_pages([fiche()]))) is None
