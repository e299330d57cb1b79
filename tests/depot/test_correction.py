"""The éditeur's side of a correction: the sentence and the zone at its field, until it is sent again; nobody else's."""

import pytest
from django.urls import reverse

from dossiers.actions.apercu import make_apercu
from dossiers.actions.etape import decide_etape
from dossiers.actions.quarantaine import quarantine_piece
from dossiers.models import Dossier, Piece
from dossiers.rules.situation import Examen as Avis
from dossiers.rules.zone import Zone
from tests.factories import fresh, make_instructeur, make_piece, make_submitted, picture, verdicts
from tests.fiches import fiche
from tests.lecture import Noeud, read_page
from tests.lectures import read_as

pytestmark = pytest.mark.django_db
MOTIF = "La copie d’écran est coupée."


def contested(decision: str = "demander_complements", lue: bool = False) -> Dossier:
    """Its proof contested, a zone drawn on it; its preview is made."""
    dossier = make_submitted()
    piece = dossier.pieces.get()
    make_apercu(piece.pk)
    if lue:
        read_as(piece, fiche())
    zone = Zone(str(piece.uuid), 1, 2500, 5000, 2500, 1000)
    avis = {**verdicts(), "preuve_cnda": Avis("preuve_cnda", "a_corriger", MOTIF, zone=zone)}
    for _ in range(1 + (decision == "refuser")):  # a refusal is read by two people
        lu = fresh(dossier)
        decide_etape(dossier=lu, decision=decision, examens=avis, version=lu.version, par=make_instructeur())
    return fresh(dossier)


def item(client, dossier: Dossier, code: str = "preuve_cnda") -> Noeud:
    client.force_login(dossier.cree_par)
    return read_page(client.get(reverse("depot:etape", args=[dossier.uuid, 2]))).find_id(f"item-{code}")


def test_the_zone_and_the_sentence_are_at_the_field(client):
    champ = item(client, contested())
    assert f"L’ANS demande une correction : {MOTIF}" in champ.texte
    dessin = champ.find("svg", "segur-extrait")
    # A picture of 320 by 200 pixels.
    assert dessin.find("rect").attrs | {"class": ""} == {
        "class": "", "x": "80.0", "y": "100.0", "width": "80.0", "height": "20.0",
    }  # fmt: skip
    assert "la zone à reprendre est entourée" in dessin.attrs["aria-label"]
    assert f"À reprendre L’ANS a écrit : {MOTIF}" in champ.find("div", "segur-correction-vue").texte
    assert "Ce que l’ANS a entouré sur l’image que vous aviez envoyée" in champ.texte


def test_only_what_is_contested_has_one(client):
    dossier = contested()
    assert item(client, dossier, "nil").find_all("div", "segur-correction-vue") == []


def test_the_size_of_the_picture_is_the_one_read_when_it_was(client):
    champ = item(client, contested(lue=True))
    image = champ.find("div", "segur-correction-vue").find("image")
    assert (image.attrs["width"], image.attrs["height"]) == ("1200", "800")


def test_once_changed_it_says_so_and_keeps_the_sentence_and_the_old_picture(client):
    dossier = contested()
    ancienne = dossier.pieces.get()
    make_piece(dossier, contenu=picture(couleur="red"))
    champ = item(client, dossier)
    assert "Repris" in champ.texte
    assert MOTIF in champ.find("div", "segur-correction-vue").texte
    assert "L’ANS demande une correction" not in champ.texte
    assert str(ancienne.uuid) in champ.find("image").attrs["href"]


def test_a_picture_of_unknown_shape_is_shown_whole(client):
    dossier = contested()
    Piece.objects.update(type="jpeg")
    champ = item(client, dossier)
    assert champ.find_all("svg", "segur-extrait") == []
    assert champ.find("rect").attrs["x"] == "2500"


def test_a_proof_put_aside_since_is_not_shown(client):
    dossier = contested()
    quarantine_piece(piece=dossier.pieces.get(), motif="Un nom se lit.", par=make_instructeur())
    assert item(client, dossier).find_all("svg", "segur-extrait") == []


def test_a_refusal_shows_what_it_points_at_too(client):
    dossier = contested("refuser")
    client.force_login(dossier.cree_par)
    page = read_page(client.get(reverse("depot:etape", args=[dossier.uuid, 2])))
    assert page.find("rect").attrs["x"] == "2500"


@pytest.mark.parametrize("zones", [False, True])
def test_it_costs_no_query(client, zones, django_assert_num_queries):
    dossier = contested()
    if not zones:
        dossier.soumissions.get().examens.update(
            piece=None, page=None, zone_x=None, zone_y=None, zone_largeur=None, zone_hauteur=None
        )
    item(client, dossier)
    with django_assert_num_queries(14):
        client.get(reverse("depot:etape", args=[dossier.uuid, 2]))
