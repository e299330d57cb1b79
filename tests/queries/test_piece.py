"""The proofs of a dossier, the current one before those it replaced."""

from datetime import timedelta

import pytest

from dossiers.queries.piece import versions_of
from tests.factories import LUNDI, make_dossier, make_piece

pytestmark = pytest.mark.django_db


def test_none_yet():
    assert versions_of(make_dossier(etape=2)) == {}


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
