"""Readings: rows ↔ what the rules judge."""

from collections.abc import Iterable

from dossiers.models import Lecture
from dossiers.rules.lecture import Cellule, Page


def pages_of(lecture: Lecture) -> tuple[Page, ...] | None:
    """What was read; None while it is not, or when the reading was given up."""
    if lecture.etat != Lecture.Etat.FAITE:
        return None
    return tuple(_page(page) for page in lecture.pages)


def freeze_pages(pages: Iterable[Page]) -> list[dict]:
    """The same for a JSON column: tenths of a pixel, thousandths of confidence."""
    return [
        {"largeur": page.largeur, "hauteur": page.hauteur, "cellules": [_frozen(cellule) for cellule in page.cellules]}
        for page in pages
    ]


def _frozen(cellule: Cellule) -> list:
    zone = [[round(x, 1), round(y, 1)] for x, y in cellule.zone]
    return [cellule.texte.replace("\x00", ""), zone, round(cellule.confiance, 3)]


def _page(page: dict) -> Page:
    return Page(page["largeur"], page["hauteur"], tuple(_cell(*cellule) for cellule in page["cellules"]))


def _cell(texte: str, zone: list[list[float]], confiance: float) -> Cellule:
    return Cellule(texte, tuple((x, y) for x, y in zone), confiance)
