"""Proofs as the éditeur gets them back: the original to save, the preview to look at."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dossiers.actions.apercu import make_apercu
from dossiers.models import Piece
from tests.documents import pdf
from tests.factories import make_dossier, make_piece, picture
from tests.lecture import read_page
from tests.noms import NOMS_MALINS

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(membre) -> Piece:
    return make_piece(make_dossier(membre, etape=2), nom="écran 1.png")


def page_of(piece, nom: str = "piece") -> str:
    return reverse(f"depot:{nom}", args=[piece.dossier.uuid, piece.uuid])


def test_the_original_is_saved_as_it_was_given(connecte, piece):
    reponse = connecte.get(page_of(piece))
    assert b"".join(reponse.streaming_content) == picture()
    assert (reponse["Content-Type"], reponse["X-Content-Type-Options"], reponse["Content-Security-Policy"]) == (
        "image/png",
        "nosniff",
        "default-src 'none'; sandbox",
    )
    assert reponse["Content-Disposition"] == ("attachment; filename*=utf-8''%C3%A9cran%201.png")


def test_a_replaced_proof_can_still_be_saved(connecte, piece):
    make_piece(piece.dossier, nom="deux.png", contenu=picture(couleur="blue"))
    assert b"".join(connecte.get(page_of(piece)).streaming_content) == picture()


def test_the_preview_is_asked_again_until_it_is_made(connecte, piece):
    Piece.objects.update(deposee_le=timezone.now())
    attente = read_page(connecte.get(page_of(piece, "piece_etat"))).find("div", "segur-apercu")
    assert (attente.attrs["hx-get"], attente.attrs["hx-trigger"]) == (page_of(piece, "piece_etat"), "every 2s")
    assert connecte.get(page_of(piece, "apercu")).status_code == 404
    make_apercu(piece.pk)
    image = read_page(connecte.get(page_of(piece, "piece_etat"))).find("img")
    assert (image.attrs["src"], image.attrs["alt"]) == (
        page_of(piece, "apercu"),
        "Aperçu de la pièce écran 1.png",
    )
    reponse = connecte.get(page_of(piece, "apercu"))
    assert (reponse["Content-Type"], b"".join(reponse.streaming_content)[8:12]) == ("image/webp", b"WEBP")


def test_a_proof_that_does_not_open_says_so(connecte, piece):
    Piece.objects.filter(pk=piece.pk).update(etat_apercu="illisible")
    assert read_page(connecte.get(page_of(piece, "piece_etat"))).texte == (
        "Ce fichier ne s’ouvre pas : remplacez-le par une nouvelle copie d’écran."
    )


def test_a_file_that_is_gone_is_not_found(connecte, piece):
    piece.fichier.storage.delete(piece.fichier.name)
    assert connecte.get(page_of(piece)).status_code == 404


@pytest.mark.parametrize("nom", ["piece", "apercu", "piece_etat"])
def test_a_proof_of_another_dossier_of_the_company_is_not_found_there(connecte, membre, piece, nom):
    autre = make_dossier(membre)
    assert connecte.get(reverse(f"depot:{nom}", args=[autre.uuid, piece.uuid])).status_code == 404


@pytest.mark.parametrize("nom", NOMS_MALINS)
def test_whatever_its_name_a_proof_is_taken_shown_and_saved(connecte, membre, nom):
    """Deposited by the form, as a browser sends it; then its page, and its original under a name that is safe."""
    dossier = make_dossier(membre, etape=2)
    fichier = SimpleUploadedFile("provisoire.png", picture(), content_type="image/png")
    fichier._name = nom
    reponse = connecte.post(reverse("depot:etape", args=[dossier.uuid, 2]), {"preuve_cnda": fichier})
    assert reponse.status_code in (200, 302)
    for piece in Piece.objects.all():
        assert 0 < len(piece.nom) <= 120
        assert not set(piece.nom) & set("\x00\r\n/\u202e\u200f")
        servie = connecte.get(page_of(piece))
        assert servie["Content-Disposition"].startswith("attachment; filename")
        assert b"".join(servie.streaming_content) == picture()
    assert connecte.get(reverse("depot:etape", args=[dossier.uuid, 2])).status_code == 200


def test_the_preview_of_a_long_pdf_says_what_it_leaves_out(connecte, membre):
    longue = make_piece(make_dossier(membre, etape=2), nom="douze.pdf", contenu=pdf(12))
    make_apercu(longue.pk)
    page = read_page(connecte.get(page_of(longue, "piece_etat")))
    assert page.find("img").attrs["alt"] == "Aperçu de la pièce douze.pdf, 3 premières pages sur 12"
    assert page.find("p").texte == "Aperçu : 3 premières pages sur 12."
