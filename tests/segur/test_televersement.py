"""What is too large is dropped as it comes, and said at its field; what was typed with it is kept."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dossiers.gateways.image import MEGA, OCTETS_MAX_PDF, TROP_LOURD_PDF
from dossiers.models import Piece
from segur.televersement import CORPS_MAX, BoundedUpload
from tests.documents import pdf
from tests.factories import make_dossier, make_membre
from tests.lecture import read_page

MORCEAU = 64 * 1024


def test_a_file_is_received_up_to_its_bound_and_one_morsel_more():
    recu = [BoundedUpload().receive_data_chunk(b"x" * MORCEAU, debut) for debut in range(0, 25 * MEGA, MORCEAU)]
    gardes = [morceau for morceau in recu if morceau is not None]
    assert OCTETS_MAX_PDF < sum(map(len, gardes)) <= OCTETS_MAX_PDF + MORCEAU
    assert recu[len(gardes) :] == [None] * (len(recu) - len(gardes))


@pytest.mark.django_db
def test_it_is_said_at_its_field_and_what_was_typed_is_kept(client):
    membre = make_membre()
    client.force_login(membre)
    dossier = make_dossier(membre, etape=2)
    lourd = SimpleUploadedFile("lourd.pdf", pdf().ljust(30 * MEGA, b"\0"))
    page = read_page(
        client.post(
            reverse("depot:etape", args=[dossier.uuid, 2]), {"montage": "non", "preuve_cnda": lourd, "nil": "456"}
        )
    )
    assert page.find_id("id_preuve_cnda_error").texte == f"Erreur : {TROP_LOURD_PDF}".replace("\u00a0", " ")
    assert page.find_id("id_nil").attrs["value"] == "456"
    assert Piece.objects.count() == 0


@pytest.mark.parametrize(("longueur", "statut"), [(CORPS_MAX, 403), (CORPS_MAX + 1, 413), (10**15, 413)])
def test_a_body_that_no_form_sends_is_not_read(longueur, statut):
    corps = io.BytesIO(b"")
    client = Client(enforce_csrf_checks=True)
    reponse = client.generic("POST", "/connexion/", corps.read(), "application/x-www-form-urlencoded",
                             CONTENT_LENGTH=str(longueur))  # fmt: skip
    assert reponse.status_code == statut
    if statut == 413:
        assert "64 Mo" in reponse.content.decode()
