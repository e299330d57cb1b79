"""Draws opaque rectangles over the pages of a proof: what they cover is gone from the new picture."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from dossiers.gateways.apercu import PIXELS_MAX, ApercuImpossible, Vue
from dossiers.rules.cadre import Rectangle

OCTETS_PNG = 6 * 1024 * 1024


def draw_masks(vues: Sequence[Vue], zones: Sequence[Rectangle]) -> tuple[bytes, str]:
    """The pages stacked at one width, those zones (hundredths of it all) in black: bytes and file ending.

    A PNG, or a JPEG when it would be too heavy (a photograph). Raises `ApercuImpossible` for too large a stack.
    """
    largeur = max(vue.largeur for vue in vues)
    if sum(vue.hauteur * largeur / vue.largeur for vue in vues) * largeur > PIXELS_MAX:
        raise ApercuImpossible("TooLarge", b"")
    pile = _stack(vues)
    dessin = ImageDraw.Draw(pile)
    for zone in zones:
        x, y = zone.x * pile.width / 100, zone.y * pile.height / 100
        dessin.rectangle(
            (x, y, x + zone.largeur * pile.width / 100, y + zone.hauteur * pile.height / 100), fill="black"
        )
    octets = _encode(pile, "PNG")
    return (octets, "png") if len(octets) <= OCTETS_PNG else (_encode(pile, "JPEG", quality=90), "jpg")


def _stack(vues: Sequence[Vue]) -> Image.Image:
    largeur = max(vue.largeur for vue in vues)
    images = [_scaled(vue, largeur) for vue in vues]
    pile = Image.new("RGB", (largeur, sum(image.height for image in images)), "white")
    haut = 0
    for image in images:
        pile.paste(image, (0, haut))
        haut += image.height
    return pile


def _scaled(vue: Vue, largeur: int) -> Image.Image:
    image = Image.frombytes("RGB", (vue.largeur, vue.hauteur), vue.rgb)
    return image if vue.largeur == largeur else image.resize((largeur, round(vue.hauteur * largeur / vue.largeur)))


def _encode(image: Image.Image, genre: str, **options: int) -> bytes:
    sortie = io.BytesIO()
    image.save(sortie, genre, **options)
    return sortie.getvalue()
