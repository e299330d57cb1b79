"""What a machine has read on a proof: lines of text, each with its place and how sure the machine is of it.

Facts of a picture, kept as they were read: what they are worth is judged by `rules/piece.py`. Here is their geometry:
a photograph is straightened by the slopes of its own lines before anything is said to be beside anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from statistics import median

Point = tuple[float, float]
# The four corners, clockwise from the top left of the text, in pixels of its page.
Zone = tuple[Point, Point, Point, Point]

# A run of text tells the slope of its line when it is that many times wider than high.
ALLONGE = 2.5
# Slopes that differ by less than this between the top and the bottom of a page are noise, not perspective.
FUITE_MIN = 0.008
MEME_LIGNE = 0.6
# In heights of text, of two lines of one cell: how far apart they are, how well aligned; and how alike in height.
SERRE, ALIGNE, SEMBLABLE = 0.55, 0.7, 1.4
# A preview takes a second, a reading a few: past this, whoever waits is told not to.
ATTENTE = timedelta(minutes=2)


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


@dataclass(frozen=True, eq=False)
class Cadre:
    """A run of text once its page is straight: from `x0` to `x1`, centred on `y`. `page` counts from 1.

    `coupe`: it touches the left or right edge of the picture, or nearly touches the top or bottom one: some of it may
    be missing.
    """

    texte: str
    confiance: float
    zone: Zone
    page: int
    x0: float
    x1: float
    y: float
    hauteur: float
    coupe: bool = False

    @cached_property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def haut(self) -> float:
        return self.y - self.hauteur / 2

    @property
    def bas(self) -> float:
        return self.y + self.hauteur / 2

    def share_line(self, autre: "Cadre") -> bool:
        return abs(self.y - autre.y) < MEME_LIGNE * min(self.hauteur, autre.hauteur)

    def share_column(self, autre: "Cadre") -> bool:
        """They overlap, seen from above, by a third of the narrower."""
        commun = min(self.x1, autre.x1) - max(self.x0, autre.x0)
        return commun > min(self.x1 - self.x0, autre.x1 - autre.x0) / 3

    def gap_y(self, autre: "Cadre") -> float:
        """What is between two lines, one over the other: below zero when they overlap."""
        return abs(autre.y - self.y) - (autre.hauteur + self.hauteur) / 2

    def is_stacked(self, autre: "Cadre") -> bool:
        """Two lines of one cell: near, as high, begun, centred or ended at the same place."""
        haut = max(autre.hauteur, self.hauteur)
        aligne = min(abs(autre.x0 - self.x0), abs(autre.x - self.x), abs(autre.x1 - self.x1)) < ALIGNE * haut
        semblable = haut < SEMBLABLE * min(autre.hauteur, self.hauteur)
        return aligne and semblable and self.gap_y(autre) < SERRE * haut and not autre.share_line(self)

    def slice(self, debut: int, fin: int) -> "Cadre":
        """The part of this run between two of its characters, as if all were equally wide."""
        total = max(len(self.texte), 1)
        de, a = debut / total, fin / total
        hg, hd, bd, bg = self.zone
        zone = (_between(hg, hd, de), _between(hg, hd, a), _between(bg, bd, a), _between(bg, bd, de))
        large = self.x1 - self.x0
        return Cadre(
            self.texte[debut:fin], self.confiance, zone, self.page,
            self.x0 + de * large, self.x0 + a * large, self.y, self.hauteur, self.coupe,
        )  # fmt: skip


def straighten(page: Page, numero: int = 1) -> tuple[Cadre, ...]:
    """The runs of text of a page as they would stand had the picture been taken square on, top to bottom."""
    cellules = [cellule for cellule in page.cellules if cellule.texte.strip()]
    pente, fuite = _slopes(cellules, page)
    cx, cy = page.largeur / 2, page.hauteur / 2

    def place(point: Point) -> Point:
        dx, dy = point[0] - cx, point[1] - cy
        return dx + pente * dy, (dy - pente * dx) / (1 + fuite * dx)

    cadres = [_frame(cellule, [place(point) for point in cellule.zone], page, numero) for cellule in cellules]
    return tuple(sorted(cadres, key=lambda cadre: (cadre.y, cadre.x0, cadre.texte)))


def bound(cadres: Iterable[Cadre]) -> Zone:
    """The upright rectangle, in the picture, around all of them."""
    points = [point for cadre in cadres for point in cadre.zone]
    gauche, droite = min(x for x, _ in points), max(x for x, _ in points)
    haut, bas = min(y for _, y in points), max(y for _, y in points)
    return (gauche, haut), (droite, haut), (droite, bas), (gauche, bas)


def _frame(cellule: Cellule, coins: Sequence[Point], page: Page, numero: int) -> Cadre:
    hg, hd, bd, bg = coins
    hauteur = max((bg[1] - hg[1] + bd[1] - hd[1]) / 2, 1)
    x0, x1, y = (hg[0] + bg[0]) / 2, (hd[0] + bd[0]) / 2, sum(coin[1] for coin in coins) / 4
    return Cadre(
        cellule.texte, cellule.confiance, cellule.zone, numero, x0, x1, y, hauteur, _is_cut(cellule, hauteur, page)
    )


def _is_cut(cellule: Cellule, hauteur: float, page: Page) -> bool:
    cote, bord = max(2, hauteur * 0.2), max(2, hauteur * 0.15)
    xs, ys = [x for x, _ in cellule.zone], [y for _, y in cellule.zone]
    return min(xs) < cote or max(xs) > page.largeur - cote or min(ys) < bord or max(ys) > page.hauteur - bord


def _slopes(cellules: Sequence[Cellule], page: Page) -> tuple[float, float]:
    """The slope of the lines at the centre of the page, and by how much it grows with each pixel down the page."""
    mesures = sorted(mesure for mesure in map(_measure, cellules) if mesure)
    if not mesures:
        return 0.0, 0.0
    pente = median(pente for _, pente in mesures)
    tiers = len(mesures) // 3
    if tiers < 3:
        return pente, 0.0
    (y_haut, p_haut), (y_bas, p_bas) = _middle(mesures[:tiers]), _middle(mesures[-tiers:])
    if abs(p_bas - p_haut) < FUITE_MIN or y_bas - y_haut < page.hauteur / 4:
        return pente, 0.0
    fuite = (p_bas - p_haut) / (y_bas - y_haut)
    return p_haut + fuite * (page.hauteur / 2 - y_haut), fuite


def _measure(cellule: Cellule) -> Point | None:
    (hgx, hgy), (hdx, hdy), (bdx, bdy), (bgx, bgy) = cellule.zone
    large, haut = (hdx + bdx - hgx - bgx) / 2, (bgy + bdy - hgy - hdy) / 2
    if haut <= 0 or large < ALLONGE * haut:
        return None
    return (hgy + hdy + bdy + bgy) / 4, (hdy + bdy - hgy - bgy) / 2 / large


def _middle(mesures: Sequence[Point]) -> Point:
    return median(y for y, _ in mesures), median(pente for _, pente in mesures)


def _between(de: Point, a: Point, part: float) -> Point:
    return de[0] + (a[0] - de[0]) * part, de[1] + (a[1] - de[1]) * part


def is_late(demandee_le: datetime, le: datetime) -> bool:
    """True when what a machine was asked then is not worth waiting for any more."""
    return le - demandee_le > ATTENTE
