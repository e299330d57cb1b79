"""Proofs as given: their kind by content, never by name; their size; whether they open; what else they hold."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from dossiers.gateways.apercu import Tete, read_image
from dossiers.gateways.rejet import REJETS
from dossiers.gateways.signature import acts_alone, holds_another, name_genre
from dossiers.rules.refus import Refus

MEGA = 1024 * 1024
# What a column of the database holds: a page of a PDF may say anything of its size.
COTE_MAX = 2_147_483_647
OCTETS_MAX = 10 * MEGA
OCTETS_MAX_PDF = 20 * MEGA
# A JPEG of several pictures (MPO, as telephones make them) is a JPEG whose first picture counts.
TYPES = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp", "PDF": "pdf"}
NOMS = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP", "pdf": "PDF"}
MIMES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", "pdf": "application/pdf"}
# Said by the server, and by the page before it sends anything.
VIDE = "Ce fichier est vide : choisissez la copie d’écran enregistrée sur votre poste."
TROP_LOURD = f"Ce fichier pèse plus de {OCTETS_MAX // MEGA} Mo, le maximum admis pour une image : réduisez-la."
TROP_LOURD_PDF = (
    f"Ce fichier pèse plus de {OCTETS_MAX_PDF // MEGA} Mo, le maximum admis pour un PDF : "
    "n’en gardez que les pages utiles."
)


@dataclass(frozen=True)
class Cliche:
    """What is known of a proof once accepted. `taille` in bytes; `largeur` and `hauteur` in pixels (in points, for the
    first page of a PDF); `pages` of a PDF.
    """

    type: str
    taille: int
    largeur: int
    hauteur: int
    sha256: str
    pages: int = 1


def inspect_image(fichier: BinaryIO, admis: tuple[str, ...]) -> Cliche:
    """The proof in `fichier`, which is left at its beginning. Raises `Refus`, which says how to mend it."""
    octets = _read(fichier)
    tete = read_image(octets)
    if tete is None:
        raise Refus(REJETS.get(name_genre(octets)) or not_admitted(admis))
    _check(tete, admis)
    type_ = TYPES[tete.genre]
    if type_ == "pdf" and acts_alone(octets):
        raise Refus(REJETS["PDF-ACTIF"])
    if holds_another(octets, type_):
        raise Refus(REJETS["polyglotte"])
    largeur, hauteur = min(tete.largeur, COTE_MAX), min(tete.hauteur, COTE_MAX)
    return Cliche(type_, len(octets), largeur, hauteur, hashlib.sha256(octets).hexdigest(), tete.pages)


def not_admitted(admis: tuple[str, ...]) -> str:
    """The sentence for what is none of the kinds `admis`."""
    if admis == ("pdf",):
        return "Ce fichier n’est pas un PDF : enregistrez-le ainsi, puis déposez-le."
    ou_pdf = " ni un PDF" if "pdf" in admis else ""
    return f"Ce fichier n’est pas une image {_list(admis)}{ou_pdf} : faites une copie d’écran et enregistrez-la ainsi."


def bounds_sentence(admis: tuple[str, ...], nombre: int) -> str:
    """What may be given, said beside the field: kinds, weight, how many files."""
    noms = ", ".join(NOMS[nom] for nom in admis)
    pour_pdf = f" ({OCTETS_MAX_PDF // MEGA} Mo pour un PDF)" if "pdf" in admis else ""
    taille = f"Taille maximale : {OCTETS_MAX // MEGA} Mo{pour_pdf}"
    return f"Formats admis : {noms}. {taille}, {nombre} fichiers au plus."


def octets_max(admis: tuple[str, ...]) -> int:
    """The bytes of the largest file that may be taken."""
    return OCTETS_MAX_PDF if "pdf" in admis else OCTETS_MAX


def _read(fichier: BinaryIO) -> bytes:
    """Its kind decides how much it may hold; its first bytes are enough to refuse the rest unread."""
    fichier.seek(0)
    octets = fichier.read(OCTETS_MAX_PDF + 1)
    fichier.seek(0)
    if not octets:
        raise Refus(VIDE)
    est_pdf = octets.startswith(b"%PDF-")
    if len(octets) > (OCTETS_MAX_PDF if est_pdf else OCTETS_MAX):
        raise Refus(TROP_LOURD_PDF if est_pdf else TROP_LOURD)
    return octets


def _check(tete: Tete, admis: tuple[str, ...]) -> None:
    if tete.animee:
        raise Refus(REJETS["animee"])
    if tete.genre in REJETS:
        raise Refus(REJETS[tete.genre])
    if TYPES[tete.genre] not in admis:
        raise Refus(f"Ce type de fichier n’est pas admis ici : déposez {_wanted(admis)}.")
    if tete.trop_grande:
        raise Refus(f"Cette image est trop grande ({tete.largeur} × {tete.hauteur} pixels) : réduisez-la.")
    if tete.lente:
        raise Refus(REJETS["lente"])
    if not tete.entiere:
        raise Refus(REJETS["pdf_abime" if tete.genre == "PDF" else "abimee"])


def _wanted(admis: tuple[str, ...]) -> str:
    if admis == ("pdf",):
        return "un PDF"
    return f"une image {_list(admis)}{', ou un PDF' if 'pdf' in admis else ''}"


def _list(admis: tuple[str, ...]) -> str:
    """The kinds of pictures, in words."""
    noms = [NOMS[nom] for nom in admis if nom != "pdf"]
    return " ou ".join([", ".join(noms[:-1]), noms[-1]] if len(noms) > 1 else noms)
