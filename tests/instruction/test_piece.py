"""Proofs for the ANS: what was sent, never a draft; the original saved under a sandbox, the preview shown."""

from uuid import uuid4

import pytest
from django.urls import reverse

from dossiers.actions.apercu import make_apercu
from dossiers.actions.etape import decide_etape, submit_etape
from tests.factories import (
    LUNDI,
    fresh,
    make_decided,
    make_dossier,
    make_piece,
    make_pieces,
    make_ready,
    make_submitted,
    picture,
    verdicts,
)
from tests.instruction.outils import address

pytestmark = pytest.mark.django_db


def urls(dossier, piece) -> list[str]:
    return [reverse(f"instruction:{nom}", args=[dossier.uuid, piece.uuid]) for nom in ("piece", "apercu")]


def test_the_original_is_saved_under_a_sandbox(client, ans):
    dossier = make_submitted()
    reponse = client.get(urls(dossier, dossier.pieces.get())[0])
    assert b"".join(reponse.streaming_content) == picture()
    assert {nom: reponse.headers[nom] for nom in ("Content-Disposition", "Content-Type", "X-Content-Type-Options")} == {
        "Content-Disposition": 'attachment; filename="cnda.png"',
        "Content-Type": "image/png",
        "X-Content-Type-Options": "nosniff",
    }
    assert "sandbox" in reponse.headers["Content-Security-Policy"]


def test_the_preview_is_shown_once_it_is_made(client, ans):
    dossier = make_submitted()
    piece = dossier.pieces.get()
    apercu = urls(dossier, piece)[1]
    assert client.get(apercu).status_code == 404
    assert "L’aperçu est en préparation" in client.get(address(dossier)).content.decode()
    make_apercu(piece.pk)
    reponse = client.get(apercu)
    assert (reponse.headers["Content-Type"], b"".join(reponse.streaming_content)[8:12]) == ("image/webp", b"WEBP")
    assert f'src="{apercu}"' in client.get(address(dossier)).content.decode()


def test_a_file_that_does_not_open_is_said(client, ans):
    dossier = make_submitted()
    dossier.pieces.update(etat_apercu="illisible")
    reponse = client.get(address(dossier))
    assert reponse.content.decode().count("ne s’ouvre pas") == 2
    assert [x.code for x in reponse.context["vue"].instruction.attentions] == ["preuve_cnda"]


def test_a_draft_is_not_for_the_ans(client, ans):
    dossier = make_ready(make_dossier(etape=2))
    piece = dossier.pieces.get()
    make_apercu(piece.pk)
    assert [client.get(url).status_code for url in urls(dossier, piece)] == [404, 404]


def test_every_file_that_was_sent_is_served_and_the_next_one_waits(client, ans):
    dossier = make_ready(make_dossier(etape=2))
    envoyees = make_pieces(dossier, 2)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    examens, dossier = verdicts(preuve_cnda=("a_corriger", "Coupée.")), fresh(dossier)
    decide_etape(dossier=dossier, decision="demander_complements", examens=examens, version=dossier.version, par=ans)
    brouillon = make_pieces(dossier, 3, ajout=True)[0]
    reponses = [client.get(urls(dossier, piece)[0]) for piece in (*envoyees, brouillon)]
    assert [reponse.status_code for reponse in reponses] == [200, 200, 404]
    for reponse in reponses:
        reponse.close()


def test_after_a_request_for_complements_what_was_sent_stays_and_the_draft_waits(client, ans):
    dossier = make_decided("demander_complements")
    envoyee = dossier.pieces.get()
    brouillon = make_piece(dossier, contenu=picture(couleur="red"))
    statuts = [client.get(urls(dossier, piece)[0]) for piece in (envoyee, brouillon)]
    assert [reponse.status_code for reponse in statuts] == [200, 404]
    statuts[0].close()


def test_a_piece_is_found_in_its_own_dossier_only(client, ans):
    dossier, autre = make_submitted(), make_submitted()
    inconnue = [reverse("instruction:piece", args=[dossier.uuid, uuid4()])]
    assert [client.get(url).status_code for url in urls(autre, dossier.pieces.get()) + inconnue] == [404] * 3


def test_an_editeur_does_not_pass_by_this_door(client):
    dossier = make_submitted()
    client.force_login(dossier.cree_par)
    assert [client.get(url).status_code for url in urls(dossier, dossier.pieces.get())] == [404, 404]
