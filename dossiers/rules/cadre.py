"""Where the zones that were read lie on the preview: its pages stacked at one width, the first on top."""

from collections.abc import Iterable
from dataclasses import dataclass

from dossiers.rules.constat import Constat
from dossiers.rules.lecture import Page, Zone
from dossiers.rules.zone import UNITE

# Room around what is shown, as a share of its height.
MARGE, HAUTEUR_COMPTEE = 0.35, 200
CHAMPS = ("nil", "statut", "nie", "logiciel", "version", "type_demande", "date")
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Rectangle:
    x: float
    y: float
    largeur: float
    hauteur: float

    @property
    def boite(self) -> str:
        """As a viewBox."""
        return f"{self.x:.0f} {self.y:.0f} {self.largeur:.0f} {self.hauteur:.0f}"


@dataclass(frozen=True)
class Trace:
    """One zone to draw. `points`: as a polygon's."""

    champ: str
    texte: str
    points: str


@dataclass(frozen=True)
class Cadre:
    """`extrait`: what to look at first, None when nothing was found there."""

    largeur: int
    hauteur: int
    traces: tuple[Trace, ...] = ()
    extrait: Rectangle | None = None

    @property
    def boite(self) -> str:
        """The whole, as a viewBox."""
        return f"0 0 {self.largeur} {self.hauteur}"


def frame_of(pages: tuple[Page, ...], constat: Constat, avant: int = 0) -> Cadre | None:
    """The frame of a file's preview with the zones of a finding that lie on it; None for a file without a page.

    `avant`: how many pages of the document come before this file's.
    """
    if not pages:
        return None
    total = _total(pages)
    lus = {champ: lu for champ, lu in constat.lus.items() if 0 < lu.page - avant <= len(pages)}
    places = {champ: _place(lu.zone, lu.page - avant, pages) for champ, lu in lus.items()}
    traces = tuple(Trace(c, constat.lus[c].texte, _points(places[c])) for c in CHAMPS if c in places)
    return Cadre(round(total.largeur), round(total.hauteur), traces, _extract(places, total))


def share_of(zone: Zone, page: int, pages: tuple[Page, ...]) -> Rectangle:
    """The box of a zone of a page (counted from 1), in hundredths of the stack's width and height."""
    total, boite = _total(pages), _box(_place(zone, page, pages))
    x, y = 100 / total.largeur, 100 / total.hauteur
    return Rectangle(boite.x * x, boite.y * y, boite.largeur * x, boite.hauteur * y)


def size_of(pages: tuple[Page, ...]) -> tuple[int, int]:
    """The width and the height of the stack, in pixels of its widest page."""
    total = _total(pages)
    return round(total.largeur), round(total.hauteur)


def page_tops(pages: tuple[Page, ...], nombre: int) -> tuple[int, ...]:
    """Where each page begins in the stack, in ten-thousandths of its height; evenly while they are not read."""
    if not pages or len(pages) != nombre:
        return tuple(UNITE * rang // max(1, nombre) for rang in range(max(1, nombre)))
    total = _total(pages)
    hauteurs = [page.hauteur * total.largeur / page.largeur for page in pages]
    return tuple(round(UNITE * sum(hauteurs[:rang]) / total.hauteur) for rang in range(nombre))


def share_of_extract(cadre: Cadre) -> tuple[int, int, int, int] | None:
    """What to look at first, in ten-thousandths of the stack: x, y, width, height; None when nothing was found."""
    if cadre.extrait is None or not cadre.largeur or not cadre.hauteur:
        return None
    x, y = UNITE / cadre.largeur, UNITE / cadre.hauteur
    vu = cadre.extrait
    return round(vu.x * x), round(vu.y * y), round(vu.largeur * x), round(vu.hauteur * y)


def _total(pages: tuple[Page, ...]) -> Rectangle:
    largeur = max(page.largeur for page in pages)
    return Rectangle(0, 0, largeur, sum(page.hauteur * largeur / page.largeur for page in pages))


def _place(zone: Zone, page: int, pages: tuple[Page, ...]) -> Points:
    """A zone of a page (counted from 1), moved to its place in the stack."""
    largeur = _total(pages).largeur
    echelle, haut = largeur / pages[page - 1].largeur, sum(p.hauteur * largeur / p.largeur for p in pages[: page - 1])
    return tuple((x * echelle, haut + y * echelle) for x, y in zone)


def _points(zone: Points) -> str:
    return " ".join(f"{x:.0f},{y:.0f}" for x, y in zone)


def _extract(places: dict[str, Points], total: Rectangle) -> Rectangle | None:
    """The line or card that was read, else what was read of it, with room around."""
    montres = [places["ligne"]] if "ligne" in places else [places[c] for c in ("nil", "statut") if c in places]
    points = [point for zone in montres for point in zone]
    if not points:
        return None
    boite = _box(points)
    marge = MARGE * min(boite.hauteur, HAUTEUR_COMPTEE)
    x, y = max(0, boite.x - marge), max(0, boite.y - marge)
    droite = min(boite.x + boite.largeur + marge, total.largeur)
    bas = min(boite.y + boite.hauteur + marge, total.hauteur)
    return Rectangle(x, y, max(1, droite - x), max(1, bas - y))


def _box(points: Iterable[tuple[float, float]]) -> Rectangle:
    xs, ys = zip(*points, strict=True)
    return Rectangle(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
