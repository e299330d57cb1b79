"""From the page as drawn to the file that a person deposits: cropped, photographed, compressed."""

import io
from random import Random

from PIL import Image

from tests.essai.photo import photograph
from tests.essai.style import Style

# Left, top, right, bottom, in CSS pixels; None where the page is kept whole.
Cadre = tuple[float | None, float | None, float | None, float | None]
# field → its four corners in the picture, clockwise from the top left.
Zones = dict[str, list[tuple[float, float]]]
COTE_MAX = 2500
# The EXIF mark of a picture to be turned a quarter clockwise.
ORIENTATION, QUART_DE_TOUR = 0x0112, 6
FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}


def take_picture(
    image: Image.Image, boites: dict[str, list[float]], cadre: Cadre, style: Style, hasard: Random
) -> tuple[bytes, Zones]:
    """The bytes of the file, and where each field is in it."""
    bords = (0, 0, *image.size)
    gauche, haut, droite, bas = (
        bord if cote is None else round(cote * style.echelle) for cote, bord in zip(cadre, bords, strict=True)
    )
    image = image.crop((gauche, haut, min(droite, image.width), min(bas, image.height)))
    zones = {cle: _corners(boite, style.echelle, gauche, haut) for cle, boite in boites.items()}
    if style.photo:
        image, zones = photograph(image, zones, hasard, flou=bool(style.options.get("flou")))
    image, zones = _fit(image, zones)
    return encode(image, style), zones


def _corners(boite: list[float], echelle: float, gauche: int, haut: int) -> list[tuple[float, float]]:
    x0, y0, x1, y1 = (cote * echelle for cote in boite)
    return [(x - gauche, y - haut) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]


def _fit(image: Image.Image, zones: Zones) -> tuple[Image.Image, Zones]:
    """No side longer than what the reading looks at, so that zones compare."""
    facteur = min(1, COTE_MAX / max(image.size))
    if facteur < 1:
        image = image.resize((round(image.width * facteur), round(image.height * facteur)), Image.Resampling.LANCZOS)
    return image, {cle: [(round(x * facteur, 1), round(y * facteur, 1)) for x, y in z] for cle, z in zones.items()}


def encode(image: Image.Image, style: Style) -> bytes:
    """`couchee`: as a telephone held upright writes it, on its side, with the EXIF mark that says so."""
    sortie = io.BytesIO()
    options: dict[str, object] = {} if style.format == "png" else {"quality": style.qualite}
    if style.couchee:
        exif = Image.Exif()
        exif[ORIENTATION] = QUART_DE_TOUR
        image, options["exif"] = image.transpose(Image.Transpose.ROTATE_90), exif
    image.save(sortie, FORMATS[style.format], **options)
    return sortie.getvalue()
