"""Opaque rectangles over pages stacked at one width."""

import io

import pytest
from PIL import Image

from dossiers.gateways import masque
from dossiers.gateways.apercu import ApercuImpossible, Vue
from dossiers.gateways.masque import draw_masks
from dossiers.rules.cadre import Rectangle


def _vue(largeur: int, hauteur: int, gris: int = 200) -> Vue:
    return Vue(largeur, hauteur, bytes([gris]) * (3 * largeur * hauteur))


def _open(octets: bytes) -> Image.Image:
    return Image.open(io.BytesIO(octets))


def test_pages_are_stacked_and_masked():
    octets, suffixe = draw_masks((_vue(100, 50), _vue(50, 50)), (Rectangle(0, 50, 10, 50),))
    image = _open(octets)
    assert (suffixe, image.size) == ("png", (100, 150))
    assert [image.getpixel((5, y))[0] for y in (20, 80, 149)] == [200, 0, 0]
    assert image.getpixel((20, 80))[0] == 200


def test_a_heavy_picture_becomes_a_jpeg(monkeypatch):
    monkeypatch.setattr(masque, "OCTETS_PNG", 10)
    octets, suffixe = draw_masks((_vue(100, 50),), (Rectangle(0, 0, 10, 10),))
    assert (suffixe, _open(octets).format) == ("jpg", "JPEG")


@pytest.mark.parametrize("zone", [Rectangle(95, 95, 100, 100), Rectangle(0, 0, 100, 100)])
def test_zones_beyond_the_edge_do_no_harm(zone):
    assert _open(draw_masks((_vue(10, 10),), (zone,))[0]).size == (10, 10)


def test_a_stack_that_would_be_too_large_is_not_made():
    with pytest.raises(ApercuImpossible):
        draw_masks((_vue(2499, 10), _vue(3, 2499)), (Rectangle(0, 0, 10, 10),))
