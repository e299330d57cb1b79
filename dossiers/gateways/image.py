"""Pictures as given: their kind by content, never by name; their size before any decoding; whether they open at all."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from dossiers.rules.refus import Refus

OCTETS_MAX = 10 * 1024 * 1024
PIXELS_MAX = 40_000_000
TYPES = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp"}
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


def inspect_image(fichier: BinaryIO, taille: int, admis: tuple[str, ...]) -> Cliche:
    """The picture in `fichier`, which is left at its beginning. Raises `Refus` with a sentence that says how to mend it."""
    if taille == 0:
        raise Refus("Ce fichier est vide : choisissez la copie d’écran enregistrée sur votre poste.")
    if taille > OCTETS_MAX:
        raise Refus(f"Ce fichier pèse {_mo(taille)} ; {_mo(OCTETS_MAX)} au plus sont admis. Réduisez l’image.")
    genre, largeur, hauteur = _decode(fichier, admis)
    fichier.seek(0)
    sha256 = hashlib.file_digest(fichier, "sha256").hexdigest()
    fichier.seek(0)
    return Cliche(genre, taille, largeur, hauteur, sha256)


def _decode(fichier: BinaryIO, admis: tuple[str, ...]) -> tuple[str, int, int]:
    attendu = " ou ".join(nom.upper() for nom in admis)
    try:
        with Image.open(fichier, formats=("PNG", "JPEG", "WEBP")) as image:
            largeur, hauteur = image.size
            genre = TYPES.get(image.format or "", "")
            if largeur * hauteur > PIXELS_MAX:
                raise Refus(f"Cette image est trop grande ({largeur} × {hauteur} pixels) : réduisez-la.")
            image.load()
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise Refus(f"Ce fichier n’est pas une image {attendu} : faites une copie d’écran et enregistrez-la ainsi.") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, MemoryError):
        raise Refus("Cette image est abîmée et ne s’ouvre pas : enregistrez-la à nouveau, puis déposez-la.") from None
    if genre not in admis:
        raise Refus(f"Ce type d’image n’est pas admis ici : déposez une image {attendu}.")
    return genre, largeur, hauteur


def _mo(octets: int) -> str:
    return f"{octets / 1024 / 1024:.1f} Mo".replace(".", ",").replace(",0 Mo", " Mo")
