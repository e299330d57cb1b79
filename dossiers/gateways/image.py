"""Pictures as given: their kind by content, never by name; their size; whether they open at all."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from dossiers.gateways.apercu import Tete, read_image
from dossiers.rules.refus import Refus

OCTETS_MAX = 10 * 1024 * 1024
# A JPEG of several pictures (MPO, as telephones make them) is a JPEG whose first picture counts.
TYPES = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp"}
NOMS = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP"}
# Said by the server, and by the page before it sends anything.
VIDE = "Ce fichier est vide : choisissez la copie d’écran enregistrée sur votre poste."
TROP_LOURD = f"Ce fichier pèse plus de {OCTETS_MAX // 1024 // 1024} Mo, le maximum admis : réduisez l’image."


@dataclass(frozen=True)
class Cliche:
    """What is known of a picture once accepted. `taille` in bytes, `largeur` and `hauteur` in pixels."""

    type: str
    taille: int
    largeur: int
    hauteur: int
    sha256: str


def inspect_image(fichier: BinaryIO, admis: tuple[str, ...]) -> Cliche:
    """The picture in `fichier`, which is left at its beginning. Raises `Refus`, which says how to mend it."""
    octets = _read(fichier)
    tete = read_image(octets)
    if tete is None:
        raise Refus(not_admitted(admis))
    _check(tete, admis)
    sha256 = hashlib.sha256(octets).hexdigest()
    return Cliche(TYPES[tete.genre], len(octets), tete.largeur, tete.hauteur, sha256)


def not_admitted(admis: tuple[str, ...]) -> str:
    """The sentence for what is no picture of the kinds `admis`."""
    return f"Ce fichier n’est pas une image {_list(admis)} : faites une copie d’écran et enregistrez-la ainsi."


def _read(fichier: BinaryIO) -> bytes:
    fichier.seek(0)
    octets = fichier.read(OCTETS_MAX + 1)
    fichier.seek(0)
    if not octets:
        raise Refus(VIDE)
    if len(octets) > OCTETS_MAX:
        raise Refus(TROP_LOURD)
    return octets


def _check(tete: Tete, admis: tuple[str, ...]) -> None:
    if TYPES[tete.genre] not in admis:
        raise Refus(f"Ce type d’image n’est pas admis ici : déposez une image {_list(admis)}.")
    if tete.trop_grande:
        raise Refus(f"Cette image est trop grande ({tete.largeur} × {tete.hauteur} pixels) : réduisez-la.")
    if not tete.entiere:
        raise Refus("Cette image est abîmée et ne s’ouvre pas : enregistrez-la à nouveau, puis déposez-la.")


def _list(admis: tuple[str, ...]) -> str:
    noms = [NOMS[nom] for nom in admis]
    return " ou ".join([", ".join(noms[:-1]), noms[-1]] if len(noms) > 1 else noms)
