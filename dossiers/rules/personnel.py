"""Personal data that a picture seems to show: told to the éditeur before anything is sent, never a verdict.

E-mail addresses, telephone numbers, RPPS (11 digits; its key fails for some official samples, so it is not held against
them) and identifiants nationaux (8 + RPPS). The numbers that the éditeur declares are theirs to show.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from dossiers.rules.lecture import Page, Zone

COURRIEL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(r"(?<![\w+])(?:\+33\s?|0033\s?|0)[1-9](?:[\s.-]?\d{2}){4}(?!\d)")
RPPS = re.compile(r"(?<![\w-])8?1\d{10}(?![\w-])")


class Genre(StrEnum):
    COURRIEL = "courriel"
    TELEPHONE = "telephone"
    RPPS = "rpps"

    @property
    def libelle(self) -> str:
        return LIBELLES[self]


LIBELLES = {
    Genre.COURRIEL: "adresse électronique",
    Genre.TELEPHONE: "numéro de téléphone",
    Genre.RPPS: "numéro RPPS ou identifiant national",
}


@dataclass(frozen=True)
class Personnel:
    """One thing seen: the part of its line that shows it, on which page (counted from 1)."""

    genre: Genre
    texte: str
    zone: Zone
    page: int


def find_personnels(pages: tuple[Page, ...], declares: Collection[str] = ()) -> tuple[Personnel, ...]:
    """In the order of reading. `declares`: numbers that are not personal here."""
    return tuple(
        Personnel(genre, texte, _part(cellule.zone, debut / longueur, fin / longueur), numero)
        for numero, page in enumerate(pages, 1)
        for cellule in page.cellules
        for longueur in (max(1, len(cellule.texte)),)
        for genre, texte, debut, fin in _matches(cellule.texte)
        if texte not in declares
    )


def _matches(texte: str) -> list[tuple[Genre, str, int, int]]:
    trouves = [(Genre.COURRIEL, m) for m in COURRIEL.finditer(texte)]
    trouves += [(Genre.TELEPHONE, m) for m in TELEPHONE.finditer(texte)]
    trouves += [(Genre.RPPS, m) for m in RPPS.finditer(texte)]
    return [(genre, m[0], m.start(), m.end()) for genre, m in trouves]


def _part(zone: Zone, debut: float, fin: float) -> Zone:
    """The part of a line between two shares of its length, its letters being about as wide as each other."""
    a, b, c, d = zone
    return _between(a, b, debut), _between(a, b, fin), _between(d, c, fin), _between(d, c, debut)


def _between(p: tuple[float, float], q: tuple[float, float], part: float) -> tuple[float, float]:
    return (p[0] + part * (q[0] - p[0]), p[1] + part * (q[1] - p[1]))
