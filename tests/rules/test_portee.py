"""Scopes as sets of cases: they hold, overlap, are written and said."""

import pytest

from dossiers.rules.portee import (
    Catalogue,
    Portee,
    cases_matching,
    cases_of,
    describe_portee,
    overlapping,
    read_portee,
    write_portee,
)
from tests.rules.portees import CAS, EAI, SANS

CATALOGUE = Catalogue(
    CAS,
    (("offre", "segur", "Ségur"), ("couloir", "mdv", "Ville"), ("fait", "exception_eai=oui", "avec exception")),
)


@pytest.mark.parametrize(
    ("portee", "cas"),
    [
        (Portee("t"), {0, 1, 2, 3, 4}),
        (Portee("t", ("segur",)), {0, 1, 2, 3}),
        (Portee("t", couloirs=("mdv", "off")), {0, 1, 3}),
        (Portee("t", faits=EAI), {0}),
        (Portee("t", faits=SANS), {1}),
        (Portee("t", produits=("ecps",)), {4}),
        (Portee("t", ("segur",), produits=("ecps",)), set()),
    ],
)
def test_where_a_scope_holds(portee, cas):
    assert cases_of(portee, CATALOGUE) == cas
    assert read_portee(write_portee(portee)) == portee


def test_equal_scopes_are_written_alike():
    assert write_portee(Portee("t", couloirs=("b", "a"))) == write_portee(Portee("t", couloirs=("a", "b")))


def test_what_is_not_chosen_leaves_all_open():
    assert cases_matching({}, CATALOGUE) == {0, 1, 2, 3, 4}
    assert cases_matching({"couloir": "mdv"}, CATALOGUE) == {0, 1}
    assert cases_matching({"dispositif": "absent"}, CATALOGUE) == set()


def test_overlaps_are_pairs_that_share_a_case():
    portees = [("a", Portee("t", faits=EAI)), ("b", Portee("t", faits=SANS)), ("c", Portee("t", couloirs=("mdv",)))]
    assert overlapping(portees, CATALOGUE) == [("a", "c"), ("b", "c")]


@pytest.mark.parametrize(
    ("portee", "dite"),
    [
        (Portee("t"), "toutes les situations"),
        (Portee("t", ("segur",)), "Ségur"),
        (Portee("t", ("segur",), ("mdv",), faits=EAI), "Ville\u202f; avec exception"),
        (Portee("t", dispositifs=("X",)), "X"),
    ],
)
def test_in_words(portee, dite):
    assert describe_portee(portee, CATALOGUE) == dite
