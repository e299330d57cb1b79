"""Pictures already sent elsewhere: told to reviewers, of what was sent only."""

import pytest

from dossiers.models import Piece
from dossiers.queries.piece import with_lecture
from dossiers.queries.rejeu import Rejeu, replays_of
from tests.factories import make_dossier, make_membre, make_ready, make_submitted, picture
from tests.fiches import demande
from tests.lectures import read_as

pytestmark = pytest.mark.django_db


def _piece(dossier) -> Piece:
    return with_lecture(Piece.objects.select_related("dossier")).get(dossier=dossier)


def _sent(membre=None, contenu: bytes | None = None, lue=None):
    dossier = make_submitted(membre)
    if contenu:
        Piece.objects.filter(dossier=dossier).update(sha256=str(hash(contenu)))
    if lue:
        read_as(_piece(dossier), lue)
    return dossier


def test_the_same_bytes_of_another_company():
    ici, ailleurs = make_submitted(), make_submitted()
    assert replays_of(_piece(ici)) == (Rejeu(_piece(ailleurs), identique=True, meme_entreprise=False),)


def test_the_same_bytes_of_the_same_company():
    membre = make_membre()
    ici, ailleurs = make_submitted(membre), make_submitted(membre)
    assert replays_of(_piece(ici)) == (Rejeu(_piece(ailleurs), identique=True, meme_entreprise=True),)


def test_a_draft_elsewhere_is_not_told():
    ici = make_submitted()
    make_ready(make_dossier(etape=2))
    assert replays_of(_piece(ici)) == ()


def test_nearly_the_same_picture_shares_its_numbers():
    lue = demande("DC-04127", "0041-7702")
    ici, ailleurs = _sent(lue=lue), _sent(contenu=picture("JPEG"), lue=lue)
    assert replays_of(_piece(ici)) == (Rejeu(_piece(ailleurs), identique=False, meme_entreprise=False),)


def test_another_request_of_the_same_portal_is_another_picture():
    ici = _sent(lue=demande("DC-04127", "0041-7702"))
    _sent(contenu=picture("JPEG"), lue=demande("DC-09999", "0077-1234"))
    assert replays_of(_piece(ici)) == ()


@pytest.mark.parametrize("nombre", [1, 3])
def test_four_queries_at_the_most(django_assert_max_num_queries, nombre):
    lue = demande("DC-04127", "0041-7702")
    ici = _piece(_sent(lue=lue))
    for _ in range(nombre):
        _sent(contenu=picture("JPEG"), lue=lue)
    with django_assert_max_num_queries(4):
        assert len(replays_of(ici)) == nombre
