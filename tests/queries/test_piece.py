"""The proofs of a dossier, the current one before those it replaced."""

from datetime import timedelta

import pytest

from dossiers.queries.piece import versions_of
from tests.factories import LUNDI, make_dossier, make_piece, make_pieces

pytestmark = pytest.mark.django_db


def test_none_yet():
    assert versions_of(make_dossier(etape=2)) == {}


def test_files_in_place_come_in_order_before_those_put_aside():
    dossier = make_dossier(etape=2)
    make_piece(dossier, nom="ancienne.png")
    make_pieces(dossier, 2, le=LUNDI + timedelta(hours=1))
    make_pieces(dossier, 3, ajout=True, le=LUNDI + timedelta(hours=2))
    versions = versions_of(dossier)["preuve_cnda"]
    assert [(p.rang, p.nom) for p in versions] == [
        (0, "red.png"),
        (1, "green.png"),
        (2, "blue.png"),
        (0, "ancienne.png"),
    ]


@pytest.mark.parametrize("ecart", [timedelta(), timedelta(hours=1)])
def test_latest_first_even_at_the_same_moment(django_assert_num_queries, ecart):
    dossier = make_dossier(etape=2)
    for rang in range(3):
        make_piece(dossier, nom=f"{rang}.png", le=LUNDI + rang * ecart)
    make_piece(make_dossier(etape=2), nom="autre.png")
    with django_assert_num_queries(1):
        versions = versions_of(dossier)
        lues = [(p.nom, str(p.deposee_par), p.dossier.uuid == dossier.uuid) for p in versions["preuve_cnda"]]
    par = str(dossier.cree_par)
    assert (list(versions), lues) == (
        ["preuve_cnda"],
        [("2.png", par, True), ("1.png", par, True), ("0.png", par, True)],
    )
    assert [piece.remplacee_le is None for piece in versions["preuve_cnda"]] == [True, False, False]


def test_what_was_read_stays_behind():
    dossier = make_dossier(etape=2)
    make_piece(dossier)
    (piece,) = versions_of(dossier)["preuve_cnda"]
    assert piece.lecture.get_deferred_fields() == {"pages"}
