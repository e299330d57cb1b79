"""QR codes, read back by another program than the one that drew them."""

import re

import pytest
import segno

from dossiers.gateways.qr import draw_qr
from tests.qr import print_svg, read_qr

ADRESSE = "https://suivi.exemple.fr/decision/7K3M-9QTR-WX4P-2HND/0123456789abcdef/"


def test_a_square_with_the_quiet_zone_that_readers_want():
    svg = draw_qr(ADRESSE)
    largeur, hauteur = map(int, re.search(r'width="(\d+)" height="(\d+)"', svg).groups())
    cote = segno.make(ADRESSE, error="m").symbol_size(border=4)[0]
    assert (largeur, hauteur, svg.startswith("<svg "), "http://www.w3.org/2000/svg" in svg) == (cote, cote, True, True)


@pytest.mark.parametrize("texte", [ADRESSE, "http://localhost:8000/decision/0000-0000-0000-0000/", "é"])
def test_another_program_reads_what_was_written(texte):
    """Typst draws it, PDFium renders it, OpenCV reads it."""
    assert read_qr(print_svg(draw_qr(texte))) == texte


def test_the_same_text_is_the_same_picture():
    assert draw_qr(ADRESSE) == draw_qr(ADRESSE)
