"""What a machine has read on a proof: lines of text, each with its place and how sure the machine is of it.

Facts of a picture, kept as they were read: what they are worth is judged by `rules/piece.py`.
"""

from dataclasses import dataclass

Point = tuple[float, float]
# The four corners, clockwise from the top left of the text, in pixels of its page.
Zone = tuple[Point, Point, Point, Point]


@dataclass(frozen=True)
class Cellule:
    """One run of text as the engine frames it. `confiance` from 0 to 1."""

    texte: str
    zone: Zone
    confiance: float


@dataclass(frozen=True)
class Page:
    """One picture, or one page of a document, upright; sizes in pixels."""

    largeur: int
    hauteur: int
    cellules: tuple[Cellule, ...] = ()
