"""The zone a reviewer draws on a proof: what a correction points at.

Counted in ten-thousandths of the preview as it is shown, its pages stacked: whole numbers, exact in every database and
the same at any zoom.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dossiers.rules.refus import Refus

UNITE = 10_000
# The least width and height: under a hundredth of the picture, nobody would see what is pointed at.
COTE_MIN = 100
ECRITE = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12});(\d{1,3})" + r";(\d{1,5})" * 4, re.ASCII)

ILLISIBLE = "La zone dessinée n’a pas été comprise : dessinez-la à nouveau."
AILLEURS = "La zone dessinée n’est pas sur une preuve de cette exigence : dessinez-la à nouveau."
PAGE_INCONNUE = "La zone dessinée désigne une page que l’aperçu ne montre pas : dessinez-la à nouveau."
DEHORS = "La zone dessinée sort de l’image : dessinez-la à nouveau."
ENTOUREE = "La zone à reprendre est entourée sur l’image envoyée : ouvrez le dossier pour la voir."
TROP_PETITE = "La zone dessinée est trop petite pour être vue : dessinez-la plus grande."


@dataclass(frozen=True)
class Zone:
    """`piece`: the UUID of the file. `page`: where the zone begins, counted from 1. The rest in ten-thousandths."""

    piece: str
    page: int
    x: int
    y: int
    largeur: int
    hauteur: int

    @property
    def texte(self) -> str:
        """As a field of a form carries it; `read_zone` reads it back."""
        return f"{self.piece};{self.page};{self.x};{self.y};{self.largeur};{self.hauteur}"


def read_zone(texte: str, pages: Mapping[str, int]) -> Zone | None:
    """The zone that a form carries; None for an empty field.

    `pages`: the files sent for the requirement (UUID → pages its preview shows). Raises `Refus` with a sentence.
    """
    if not texte.strip():
        return None
    zone = recall_zone(texte.strip())
    if zone is None:
        raise Refus(ILLISIBLE)
    if zone.piece not in pages:
        raise Refus(AILLEURS)
    if not 1 <= zone.page <= pages[zone.piece]:
        raise Refus(PAGE_INCONNUE)
    check_cadre(zone)
    return zone


def write_zone(zone: Zone | None) -> str:
    """A zone in words that `recall_zone` reads back; empty for none."""
    return zone.texte if zone else ""


def recall_zone(texte: str) -> Zone | None:
    """The zone that was kept in these words (`Zone.texte`); None when they tell of none."""
    lue = ECRITE.fullmatch(texte)
    return Zone(lue[1], *map(int, lue.groups()[1:])) if lue else None


def check_cadre(zone: Zone) -> None:
    """Raises `Refus` for a zone that leaves its picture, or that nobody would see."""
    if zone.x < 0 or zone.y < 0 or zone.x + zone.largeur > UNITE or zone.y + zone.hauteur > UNITE:
        raise Refus(DEHORS)
    if min(zone.largeur, zone.hauteur) < COTE_MIN:
        raise Refus(TROP_PETITE)


def pointed_motif(motif: str, zone: Zone | None) -> str:
    """A reason as a mail tells it, which shows no picture."""
    return f"{motif}\n{ENTOUREE}" if zone else motif


def around(zone: Zone, largeur: int, hauteur: int) -> tuple[int, int, int, int]:
    """What to show of a picture of that size (pixels) so that the zone is read in its place: x, y, width, height.

    Room is left around: a third of the picture at the most, and the extract keeps a shape that can be read.
    """
    x, y = zone.x * largeur / UNITE, zone.y * hauteur / UNITE
    large, haute = zone.largeur * largeur / UNITE, zone.hauteur * hauteur / UNITE
    debut, fin = _room(x, large, min(max(large * 1.3, haute * 2, largeur / 3), largeur), largeur)
    haut, bas = _room(y, haute, min(max(haute * 1.6, hauteur / 12, large / 6), hauteur), hauteur)
    return round(debut), round(haut), max(1, round(fin - debut)), max(1, round(bas - haut))


def _room(debut: float, cote: float, voulu: float, total: float) -> tuple[float, float]:
    """An interval of that length that holds the side, in the middle where the picture allows it."""
    voulu = max(voulu, cote)
    depart = min(max(0, debut + cote / 2 - voulu / 2), total - voulu)
    return depart, depart + voulu
