"""The pages a machine reads: upright, on white, bounded before a pixel is made; nothing of a PDF may hurt."""

import pytest

from dossiers.gateways.apercu import ApercuImpossible, open_pages
from tests.documents import encrypted_pdf, giant_pdf, pdf, pdf_without_page, turned_pdf
from tests.factories import picture
from tests.images import mpo, truncated, with_exif

ROUGE, VERT, BLEU = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def _pixel(vue, x: int, y: int) -> tuple[int, ...]:
    debut = 3 * (y * vue.largeur + x)
    return tuple(vue.rgb[debut : debut + 3])


@pytest.mark.parametrize("genre", ["PNG", "JPEG", "WEBP"])
def test_picture_is_one_page(genre):
    (vue,) = open_pages(picture(genre))
    assert (vue.largeur, vue.hauteur, len(vue.rgb)) == (320, 200, 3 * 320 * 200)


def test_picture_of_several_is_its_first():
    assert [(vue.largeur, vue.hauteur) for vue in open_pages(mpo())] == [(32, 20)]


@pytest.mark.parametrize(
    ("taille", "attendue"),
    [((2500, 2500), (2500, 2500)), ((8000, 5000), (2500, 1563)), ((40_000, 10), (2500, 1)), ((3000, 40), (2500, 33))],
)
def test_page_is_at_most_two_thousand_five_hundred_pixels_a_side(taille, attendue):
    (vue,) = open_pages(picture("PNG", taille))
    assert (vue.largeur, vue.hauteur) == attendue


def test_page_is_upright():
    """Orientation 6: what was on the left is on top."""
    (vue,) = open_pages(with_exif(taille=(60, 40), orientation=6))
    assert (vue.largeur, vue.hauteur, _pixel(vue, 20, 5)[0] < 50, _pixel(vue, 20, 55)[0] > 200) == (40, 60, True, True)


@pytest.mark.parametrize(("pages", "lues"), [(1, [ROUGE]), (3, [ROUGE, VERT, BLEU]), (12, [ROUGE, VERT, BLEU])])
def test_first_pages_of_a_pdf(pages, lues):
    vues = open_pages(pdf(pages))
    assert [(vue.largeur, vue.hauteur) for vue in vues] == [(1200, 900)] * len(lues)
    assert [_pixel(vue, 600, 450) for vue in vues] == [pytest.approx(couleur, abs=3) for couleur in lues]


def test_page_of_a_pdf_is_upright():
    (vue,) = open_pages(turned_pdf())
    assert (vue.largeur, vue.hauteur) == (900, 1200)


def test_giant_page_is_made_small():
    (vue,) = open_pages(giant_pdf())
    assert (vue.largeur, vue.hauteur) == (2499, 2499)


@pytest.mark.parametrize(
    "octets",
    [b"", b"%PDF-1.7", encrypted_pdf(), pdf_without_page(), pdf()[:400], truncated("PNG")],
    ids=["empty", "signature", "encrypted", "no page", "cut pdf", "cut png"],
)
def test_what_does_not_open_has_no_page(octets):
    with pytest.raises(ApercuImpossible):
        open_pages(octets)
