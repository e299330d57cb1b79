"""Is a proof made of the same picture as another? A hint to a reviewer, never a verdict.

Screenshots of one portal look alike: what tells them apart is the numbers they show. Two proofs are nearly the same
when they share most of their numbers and look alike.
"""

import re
from collections.abc import Set

from dossiers.rules.lecture import Page
from dossiers.rules.personnel import RPPS, TELEPHONE

LONGUEUR_MIN, LONGUEUR_MAX, CHIFFRES_MIN = 5, 40, 4
# Share of the numbers of the shorter list that must be found in the other, and bits (of 256) that may differ.
PART_COMMUNE, BITS_DIFFERENTS = 0.6, 80
NUMERO = re.compile(r"[0-9A-Za-z]+(?:[-_.][0-9A-Za-z]+)*")
DATE = re.compile(r"(\d{1,2}[-./]){2}\d{2,4}|\d{4}([-./]\d{1,2}){2}")


def marks_of(pages: tuple[Page, ...]) -> frozenset[str]:
    """The numbers read that may tell this picture from others: long enough, no dates, nothing of a person."""
    textes = (RPPS.sub(" ", TELEPHONE.sub(" ", cellule.texte)) for page in pages for cellule in page.cellules)
    return frozenset(mot.upper() for texte in textes for mot in NUMERO.findall(texte) if _tells(mot))


def is_same_picture(marques: Set[str], autres: Set[str], empreinte: str, autre: str) -> bool:
    """True when one is likely a copy of the other, resized, compressed again or masked. False when nothing was read."""
    if not marques or not autres or not empreinte or not autre:
        return False
    part = len(marques & autres) / min(len(marques), len(autres))
    return part >= PART_COMMUNE and distance(empreinte, autre) <= BITS_DIFFERENTS


def distance(empreinte: str, autre: str) -> int:
    """How many bits differ between two hexadecimal prints."""
    return (int(empreinte, 16) ^ int(autre, 16)).bit_count()


def _tells(mot: str) -> bool:
    chiffres = sum(lettre.isdigit() for lettre in mot)
    return LONGUEUR_MIN <= len(mot) <= LONGUEUR_MAX and chiffres >= CHIFFRES_MIN and not DATE.fullmatch(mot)
