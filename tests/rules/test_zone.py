"""A zone is read back as it was written, lies in its picture, on a file that was sent; anything else is a sentence."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.rules.refus import Refus
from dossiers.rules.zone import (
    AILLEURS,
    COTE_MIN,
    DEHORS,
    ENTOUREE,
    ILLISIBLE,
    PAGE_INCONNUE,
    TROP_PETITE,
    UNITE,
    Zone,
    around,
    check_cadre,
    pointed_motif,
    read_zone,
)

PIECE, AUTRE = "0b2cf0f8-58a5-4a3b-9d4b-0d4f1b1f0a01", "0b2cf0f8-58a5-4a3b-9d4b-0d4f1b1f0a02"
PAGES = {PIECE: 3}
ZONE = Zone(PIECE, 2, 1000, 2000, 3000, 400)


@st.composite
def zones(draw) -> Zone:
    """Any zone that holds in its picture."""
    largeur, hauteur = (draw(st.integers(COTE_MIN, UNITE)) for _ in range(2))
    x, y = draw(st.integers(0, UNITE - largeur)), draw(st.integers(0, UNITE - hauteur))
    return Zone(PIECE, draw(st.integers(1, 3)), x, y, largeur, hauteur)


def refusal(texte: str) -> str:
    """The sentence that refuses a text; empty when it is read."""
    try:
        read_zone(texte, PAGES)
    except Refus as refus:
        return refus.phrase
    return ""


@given(zones())
@settings(max_examples=100)
def test_what_holds_is_read_back(zone):
    assert read_zone(zone.texte, PAGES) == zone
    assert read_zone(f"  {zone.texte}\n", PAGES) == zone


@given(*(st.integers(0, 12_000) for _ in range(4)))
@settings(max_examples=200)
def test_no_zone_leaves_its_picture_nor_is_too_small_to_be_seen(x, y, largeur, hauteur):
    tient = x + largeur <= UNITE and y + hauteur <= UNITE and min(largeur, hauteur) >= COTE_MIN
    attendues = {""} if tient else {DEHORS, TROP_PETITE}
    assert refusal(Zone(PIECE, 1, x, y, largeur, hauteur).texte) in attendues


@given(st.text(max_size=120))
@settings(max_examples=200)
def test_no_text_is_more_than_a_sentence(texte):
    assert refusal(texte) == (ILLISIBLE if texte.strip() else "")


@pytest.mark.parametrize("vide", ["", "  ", "\n"])
def test_an_empty_field_is_no_zone(vide):
    assert read_zone(vide, PAGES) is None


@pytest.mark.parametrize(
    ("zone", "phrase"),
    [
        (replace(ZONE, piece=AUTRE), AILLEURS),
        (replace(ZONE, page=0), PAGE_INCONNUE),
        (replace(ZONE, page=4), PAGE_INCONNUE),
        (replace(ZONE, x=7001), DEHORS),
        (replace(ZONE, y=9601), DEHORS),
        (replace(ZONE, largeur=99), TROP_PETITE),
        (replace(ZONE, hauteur=0), TROP_PETITE),
    ],
)
def test_each_refusal_has_its_sentence(zone, phrase):
    with pytest.raises(Refus) as refus:
        read_zone(zone.texte, PAGES)
    assert refus.value.phrase == phrase


@pytest.mark.parametrize("texte", ["x", f"{PIECE};1;0;0;5000", f"{PIECE};1;-1;0;500;500", f"{PIECE};1;0.5;0;500;500",
                                   f"{PIECE};1;٣;0;500;500", f"{PIECE.upper()};1;0;0;500;500"])  # fmt: skip
def test_what_our_script_does_not_write_is_not_understood(texte):
    with pytest.raises(Refus, match="n’a pas été comprise"):
        read_zone(texte, PAGES)


def test_nothing_is_negative():
    with pytest.raises(Refus, match="sort de l’image"):
        check_cadre(replace(ZONE, x=-1))


@given(zones(), st.integers(1, 5000), st.integers(1, 5000))
@settings(max_examples=200)
def test_what_is_shown_holds_the_zone_and_stays_on_the_picture(zone, largeur, hauteur):
    x, y, large, haute = around(zone, largeur, hauteur)
    assert (x >= 0, y >= 0, large >= 1, haute >= 1) == (True, True, True, True)
    assert (x + large <= largeur + 1, y + haute <= hauteur + 1) == (True, True)
    assert x <= zone.x * largeur / UNITE + 1
    assert x + large >= (zone.x + zone.largeur) * largeur / UNITE - 1
    assert y <= zone.y * hauteur / UNITE + 1
    assert y + haute >= (zone.y + zone.hauteur) * hauteur / UNITE - 1


def test_a_small_zone_is_shown_with_room_around():
    assert around(Zone(PIECE, 1, 5000, 5000, 200, 200), 1200, 600) == (412, 281, 400, 50)


def test_a_mail_says_that_something_is_pointed_at():
    assert pointed_motif("Coupée.", None) == "Coupée."
    assert pointed_motif("Coupée.", ZONE) == f"Coupée.\n{ENTOUREE}"
