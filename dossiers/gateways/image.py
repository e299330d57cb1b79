"""Pictures as given: their kind by content, never by name; their size before any decoding; whether they open at all."""

import hashlib
import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from dossiers.gateways.apercu import ApercuImpossible, check_ouverture
from dossiers.rules.refus import Refus

OCTETS_MAX = 10 * 1024 * 1024
PIXELS_MAX = 40_000_000
TYPES = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp"}
NOMS = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP"}
# The size is checked below, before decoding, with our own sentence.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True)
class Cliche:
    """What is known of a picture once accepted. `taille` in bytes, `largeur` and `hauteur` in pixels."""

    type: str
    taille: int
    largeur: int
    hauteur: int
    sha256: str


def inspect_image(fichier: BinaryIO, admis: tuple[str, ...]) -> Cliche:
    """The picture in `fichier`, which is left at its beginning. Raises `Refus`, which says how to mend it.

    Only the head of the file is read here; the rest is decoded in a bounded child process.
    """
    fichier.seek(0)
    octets = fichier.read(OCTETS_MAX + 1)
    fichier.seek(0)
    if not octets:
        raise Refus("Ce fichier est vide : choisissez la copie d’écran enregistrée sur votre poste.")
    if len(octets) > OCTETS_MAX:
        raise Refus(f"Ce fichier pèse plus de {OCTETS_MAX // 1024 // 1024} Mo, le maximum admis : réduisez l’image.")
    genre, largeur, hauteur = _read_head(octets, _list(admis))
    if genre not in admis:
        raise Refus(f"Ce type d’image n’est pas admis ici : déposez une image {_list(admis)}.")
    if largeur * hauteur > PIXELS_MAX:
        raise Refus(f"Cette image est trop grande ({largeur} × {hauteur} pixels) : réduisez-la.")
    try:
        check_ouverture(octets)
    except ApercuImpossible:
        raise Refus("Cette image est abîmée et ne s’ouvre pas : enregistrez-la à nouveau, puis déposez-la.") from None
    return Cliche(genre, len(octets), largeur, hauteur, hashlib.sha256(octets).hexdigest())


def _read_head(octets: bytes, attendu: str) -> tuple[str, int, int]:
    try:
        with Image.open(io.BytesIO(octets), formats=("PNG", "JPEG", "WEBP")) as image:
            return TYPES[image.format or ""], *image.size
    except UnidentifiedImageError:
        phrase = f"Ce fichier n’est pas une image {attendu} : faites une copie d’écran et enregistrez-la ainsi."
    except (OSError, SyntaxError, ValueError, EOFError, KeyError):
        phrase = "Cette image est abîmée et ne s’ouvre pas : enregistrez-la à nouveau, puis déposez-la."
    raise Refus(phrase)


def _list(admis: tuple[str, ...]) -> str:
    noms = [NOMS[nom] for nom in admis]
    return " ou ".join([", ".join(noms[:-1]), noms[-1]] if len(noms) > 1 else noms)
