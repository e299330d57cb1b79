"""Proofs as they leave: the original to be saved, never shown; the preview to be looked at."""

from contextlib import closing

import pytest
from django.http import Http404

from dossiers.actions.piece import make_apercu
from dossiers.models import Piece
from segur.fichiers import serve_apercu, serve_original
from tests.factories import make_dossier, make_piece, picture

pytestmark = pytest.mark.django_db


def piece_named(nom: str = "cnda.png", genre: str = "PNG") -> Piece:
    return make_piece(make_dossier(etape=2), nom=nom, contenu=picture(genre))


@pytest.mark.parametrize(("genre", "mime"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")])
def test_the_original_is_an_attachment_under_a_sandbox(genre, mime):
    with closing(serve_original(piece_named(genre=genre))) as reponse:
        octets = b"".join(reponse.streaming_content)
    assert octets == picture(genre)
    assert (reponse["Content-Type"], reponse["Content-Disposition"]) == (mime, 'attachment; filename="cnda.png"')
    assert reponse["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (reponse["X-Content-Type-Options"], reponse["Cache-Control"]) == ("nosniff", "private, no-cache")


@pytest.mark.parametrize("nom", ['a"; filename="b.html', "a\r\nSet-Cookie: x=1", "é.svg", "../../etc/passwd", "a.html"])
def test_its_name_breaks_no_header_and_its_type_is_ours(nom):
    with closing(serve_original(piece_named(nom))) as reponse:
        assert reponse["Content-Type"] == "image/png"
        assert reponse["Content-Disposition"].startswith("attachment; filename")
        assert "Set-Cookie" not in reponse.headers


def test_the_preview_is_ours_and_may_be_shown():
    piece = piece_named()
    make_apercu(piece.pk)
    piece.refresh_from_db()
    with closing(serve_apercu(piece)) as reponse:
        octets = b"".join(reponse.streaming_content)
    assert (octets[:4], octets[8:12], octets != picture()) == (b"RIFF", b"WEBP", True)
    assert (reponse["Content-Type"], reponse["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert reponse["Content-Disposition"].startswith("inline")


def test_there_is_no_preview_before_it_is_made():
    with pytest.raises(Http404):
        serve_apercu(piece_named())


@pytest.mark.parametrize(("champ", "serve"), [("fichier", serve_original), ("apercu", serve_apercu)])
def test_a_file_that_is_gone_is_not_found(champ, serve):
    piece = piece_named()
    make_apercu(piece.pk)
    piece.refresh_from_db()
    fichier = getattr(piece, champ)
    fichier.storage.delete(fichier.name)
    with pytest.raises(Http404):
        serve(piece)
