"""Pages as an engine would read them, built by hand: runs of text put somewhere, turned, scaled, shuffled."""

from dataclasses import replace
from math import cos, radians, sin
from random import Random

from dossiers.rules.lecture import Cellule, Page

HAUTEUR = 20.0
LARGEUR_SIGNE = 0.52


def write(texte: str, x: float, y: float, hauteur: float = HAUTEUR, confiance: float = 0.99) -> Cellule:
    """A run of text whose top left corner is at (x, y)."""
    a, b = x + LARGEUR_SIGNE * hauteur * len(texte), y + hauteur
    return Cellule(texte, ((x, y), (a, y), (a, b), (x, b)), confiance)


def make_page(*cellules: Cellule, largeur: int = 1400, hauteur: int = 900) -> Page:
    return Page(largeur, hauteur, cellules)


def make_table(
    entete: tuple[str, ...],
    *lignes: tuple[str, ...],
    x: float = 60,
    y: float = 200,
    pas: float = 50,
    colonne: float = 190,
) -> tuple[Cellule, ...]:
    """A table, one run a cell; an empty text makes none; « a|b » makes a cell of two lines."""
    cellules = []
    for rang, ligne in enumerate((entete, *lignes)):
        for i, texte in enumerate(ligne):
            morceaux = [morceau for morceau in texte.split("|") if morceau]
            for j, morceau in enumerate(morceaux):
                decalage = (j - (len(morceaux) - 1) / 2) * HAUTEUR * 1.15
                cellules.append(write(morceau, x + i * colonne, y + rang * pas + decalage))
    return tuple(cellules)


def make_card(
    x: float, y: float, *lignes: tuple[str, ...], pas: float = 34, colonne: float = 130
) -> tuple[Cellule, ...]:
    """A card: each line a label and its value, or one text."""
    return tuple(
        write(texte, x + i * colonne, y + rang * pas)
        for rang, ligne in enumerate(lignes)
        for i, texte in enumerate(ligne)
    )


def turn(page: Page, degres: float, echelle: float = 1.0) -> Page:
    """The page photographed askew: on a larger picture, turned around its centre."""
    c, s = cos(radians(degres)) * echelle, sin(radians(degres)) * echelle
    marge = 300
    cx, cy = page.largeur / 2, page.hauteur / 2
    grand = (page.largeur + 2 * marge) * echelle, (page.hauteur + 2 * marge) * echelle

    def place(point):
        dx, dy = point[0] - cx, point[1] - cy
        return grand[0] / 2 + c * dx - s * dy, grand[1] / 2 + s * dx + c * dy

    cellules = tuple(replace(cel, zone=tuple(place(point) for point in cel.zone)) for cel in page.cellules)
    return Page(round(grand[0]), round(grand[1]), cellules)


def shuffle(page: Page, graine: int) -> Page:
    cellules = list(page.cellules)
    Random(graine).shuffle(cellules)
    return replace(page, cellules=tuple(cellules))
