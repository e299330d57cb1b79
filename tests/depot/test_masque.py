"""The page where zones are masked: proposed, typed or drawn; nothing lost on a mistake."""

import pytest
from django.urls import reverse

from dossiers.models import Piece
from tests.factories import make_dossier, make_piece, make_submitted
from tests.fiches import page
from tests.lecture import read_page
from tests.lectures import read_as

pytestmark = pytest.mark.django_db
COTES = ("zone_gauche", "zone_haut", "zone_largeur", "zone_hauteur")


@pytest.fixture
def piece(membre) -> Piece:
    return make_piece(make_dossier(membre, etape=2))


def page_of(piece) -> str:
    return reverse("depot:masquer", args=[piece.dossier.uuid, piece.uuid])


def test_what_was_seen_is_proposed(connecte, piece):
    read_as(piece, page(("jean@exemple.fr", 120, 80)))
    cases = read_page(connecte.get(page_of(piece))).find_all("input", type="checkbox")
    assert [(case.attrs["name"], case.attrs["value"], "checked" in case.attrs) for case in cases] == [
        ("zone", "10.00;10.00;12.50;2.50", True)
    ]


def test_zones_ticked_and_typed_are_masked(connecte, piece):
    donnees = {"zone": ["10.00;10.00;12.50;2.50"], **dict(zip(COTES, ("0", "0", "50", "12,5"), strict=True))}
    reponse = connecte.post(page_of(piece), donnees)
    assert (reponse.status_code, reponse["Location"]) == (
        302,
        f"{reverse('depot:etape', args=[piece.dossier.uuid, 2])}#item-preuve_cnda",
    )
    assert list(Piece.objects.order_by("pk").values_list("masquee", flat=True)) == [False, True]


@pytest.mark.parametrize(
    ("donnees", "phrase"),
    [
        ({}, "Indiquez au moins une zone à masquer."),
        ({"zone": ["a;b;c;d"]}, "Une zone n’est pas valide"),
        ({"zone": ["1;2;3"]}, "Une zone n’est pas valide"),
        ({"zone": ["0;0;nan;5"]}, "Une zone n’est pas valide"),
        ({"zone": ["0;0;0;5"]}, "Une zone n’est pas valide"),
        (dict(zip(COTES, ("0", "0", "200", "5"), strict=True)), "Une zone n’est pas valide"),
        ({"zone": ["1;1;1;1"] * 51}, "50 zones au plus"),
    ],
)
def test_a_mistake_is_said(connecte, piece, donnees, phrase):
    reponse = connecte.post(page_of(piece), donnees)
    assert reponse.status_code == 409
    assert phrase in read_page(reponse).find("div", "fr-alert--error").texte
    assert Piece.objects.count() == 1


def test_a_mistake_gives_back_what_was_typed_and_what_was_unticked(connecte, piece):
    read_as(piece, page(("jean@exemple.fr", 120, 80)))
    saisie = {"zone_gauche": ["0", "", "1"], "zone_haut": ["0", "", 'x"y']}
    rendue = read_page(
        connecte.post(page_of(piece), {**saisie, "zone_largeur": ["50", "", "1"], "zone_hauteur": ["200", "", "1"]})
    )
    champs = rendue.find_all("input", inputmode="decimal")
    assert [(champ.attrs["id"], champ.attrs["value"]) for champ in champs] == [
        *zip(("zone-gauche", "zone-haut", "zone-largeur", "zone-hauteur"), ("0", "0", "50", "200"), strict=True),
        ("zone-gauche-1", "1"),
        ("zone-haut-1", 'x"y'),
        ("zone-largeur-1", "1"),
        ("zone-hauteur-1", "1"),
    ]
    assert "checked" not in rendue.find("input", type="checkbox").attrs


def test_a_proof_that_was_replaced_is_masked_no_more(connecte, piece):
    make_piece(piece.dossier, nom="deux.png")
    assert connecte.get(page_of(piece)).status_code == 302
    assert connecte.post(page_of(piece), {"zone": ["1;1;1;1"]}).status_code == 409


def test_what_the_ans_has_is_masked_no_more(client):
    dossier = make_submitted()
    client.force_login(dossier.cree_par)
    piece = dossier.pieces.get()
    assert client.get(page_of(piece)).status_code == 302
    assert client.post(page_of(piece), {"zone": ["1;1;1;1"]}).status_code == 409
    assert Piece.objects.count() == 1
