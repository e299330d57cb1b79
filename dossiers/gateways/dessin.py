"""Draws a synthetic proof: a picture that says what it must, and that it is none."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

TAILLE = (1040, 560)
ENCRE, GRIS, FOND, BARRE = "#22313a", "#5b6b73", "#eef2f3", "#17494d"
POLICE = files("dsfr") / "static" / "dsfr" / "dist" / "fonts" / "Marianne-Regular.woff"
MENTION = "IMAGE D’ENTRAÎNEMENT, FICTIVE"


def draw_proof(titre: str, lignes: Iterable[tuple[str, str]]) -> bytes:
    """A PNG of a page with that title and those (term, value) lines; marked as fictive at its head and its foot."""
    image = Image.new("RGB", TAILLE, FOND)
    dessin = ImageDraw.Draw(image)
    dessin.rectangle((0, 0, TAILLE[0], 72), fill=BARRE)
    dessin.text((28, 20), f"Espace personnel éditeur  ·  {MENTION}", fill="white", font=_font(24))
    dessin.text((48, 104), titre, fill=ENCRE, font=_font(30))
    dessin.rounded_rectangle((40, 168, TAILLE[0] - 40, TAILLE[1] - 64), 8, fill="white", outline="#d5dfe1")
    for rang, (terme, valeur) in enumerate(lignes):
        y = 196 + 54 * rang
        dessin.text((72, y), terme, fill=GRIS, font=_font(24))
        dessin.text((360, y), valeur, fill=ENCRE, font=_font(26))
    dessin.text((48, TAILLE[1] - 44), MENTION, fill=GRIS, font=_font(18))
    octets = BytesIO()
    image.save(octets, "PNG", optimize=True)
    return octets.getvalue()


@lru_cache
def _font(taille: int) -> ImageFont.FreeTypeFont:
    """The site's own: the one Pillow brings has no accent, and nothing is looked for on the machine."""
    return ImageFont.truetype(BytesIO(POLICE.read_bytes()), taille)
