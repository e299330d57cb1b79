"""The reviewer's way to a quarantine, and what everyone sees of the proof from then on: a reason, never a byte."""

import pytest
from django.urls import reverse

from dossiers.actions.analyse import analyse_fichier
from dossiers.actions.apercu import make_apercu
from dossiers.models import Piece
from tests.clamd import clamd
from tests.factories import make_administrateur, make_dossier, make_piece, make_submitted, picture
from tests.instruction.outils import address
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
MOTIF = "Un nom de patient se lit."


@pytest.fixture
def piece() -> Piece:
    piece = make_submitted().pieces.select_related("dossier").get()
    make_apercu(piece.pk)
    piece.refresh_from_db()
    return piece


def url(piece: Piece, nom: str) -> str:
    return reverse(nom, args=[piece.dossier.uuid, piece.uuid])


def read_bytes(client, adresse: str) -> bytes:
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return b"".join(reponse.streaming_content)


def test_from_the_proof_to_its_quarantine_with_a_reason_ready(client, ans, piece):
    page = read_page(client.get(address(piece.dossier)))
    assert url(piece, "instruction:quarantaine") in [a.attrs.get("href") for a in page.find_all("a")]
    page = read_page(client.get(url(piece, "instruction:quarantaine")))
    assert page.find_id("id_motif").texte == "Des données de patient se lisent sur cette copie d’écran."
    reponse = client.post(url(piece, "instruction:quarantaine"), {"motif": MOTIF}, follow=True)
    assert reponse.redirect_chain == [(address(piece.dossier), 302)]
    page = read_page(reponse)
    assert f"Motif : {MOTIF}" in page.find_id("exigence-preuve_cnda").texte
    assert [img for img in page.find_all("img") if "apercu" in img.attrs["src"]] == []
    assert page.find_id("id_motif_preuve_cnda").texte.startswith("L’ANS a mis le fichier « cnda.png » en quarantaine")


def test_without_a_reason_the_form_comes_back(client, ans, piece):
    reponse = client.post(url(piece, "instruction:quarantaine"), {"motif": " "})
    assert reponse.status_code == 200
    assert read_page(reponse).find_id("id_motif_error").texte.startswith("Erreur : Dites à l’éditeur")
    assert Piece.objects.get().quarantaine_le is None


def test_nobody_gets_a_byte_of_it_from_then_on(client, ans, piece):
    client.post(url(piece, "instruction:quarantaine"), {"motif": MOTIF})
    for compte, porte in ((ans, "instruction"), (make_administrateur(), "instruction"), (piece.deposee_par, "depot")):
        client.force_login(compte)
        for nom in ("piece", "apercu"):
            reponse = client.get(url(piece, f"{porte}:{nom}"))
            assert (reponse.status_code, reponse.streaming, MOTIF in reponse.content.decode()) == (404, False, True)


def test_its_editeur_reads_why(client, ans, piece):
    client.post(url(piece, "instruction:quarantaine"), {"motif": MOTIF})
    client.force_login(piece.deposee_par)
    texte = read_page(client.get(reverse("depot:etape", args=[piece.dossier.uuid, 2]))).texte
    assert f"Motif : {MOTIF}" in texte
    assert "a mis une pièce en quarantaine" in client.get(
        reverse("depot:dossier", args=[piece.dossier.uuid])
    ).content.decode().replace("\u00a0", " ")


def test_an_administrator_gives_it_back(client, ans, piece):
    client.post(url(piece, "instruction:quarantaine"), {"motif": MOTIF})
    assert client.post(url(piece, "instruction:lever_quarantaine")).status_code == 403
    client.force_login(make_administrateur())
    assert "Lever la quarantaine" in read_page(client.get(url(piece, "instruction:quarantaine"))).texte
    assert client.post(url(piece, "instruction:lever_quarantaine")).status_code == 302
    assert read_bytes(client, url(piece, "instruction:apercu"))[8:12] == b"WEBP"


def test_a_draft_is_not_for_the_ans(client, ans):
    brouillon = make_piece(make_dossier(etape=2))
    assert client.post(url(brouillon, "instruction:quarantaine"), {"motif": MOTIF}).status_code == 404


def test_an_original_leaves_its_company_only_once_found_sound(client, ans, piece, settings):
    with clamd(settings):
        reponse = client.get(url(piece, "instruction:piece"))
        assert (reponse.status_code, "en cours d’analyse" in reponse.content.decode()) == (404, True)
        assert "en cours d’analyse" in read_page(client.get(address(piece.dossier))).texte
        client.force_login(piece.deposee_par)
        assert read_bytes(client, url(piece, "depot:piece")) == picture()
        analyse_fichier(piece.pk)
        client.force_login(ans)
        assert read_bytes(client, url(piece, "instruction:piece")) == picture()
