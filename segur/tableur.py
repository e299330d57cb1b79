"""Spreadsheets: CSV that French spreadsheets open at once, written row by row, in which no cell is a formula."""

import csv
from collections.abc import Iterable, Iterator

FORMULES = ("=", "+", "-", "@", "\t", "\r")
# What tells a spreadsheet that the file is in UTF-8.
MARQUE = "\ufeff"


class _Ligne:
    """What csv.writer writes to: it hands each line back."""

    def write(self, ligne: str) -> str:
        return ligne


def csv_lines(lignes: Iterable[Iterable[object]]) -> Iterator[str]:
    """The text of the file, line by line; semicolons between cells, as French spreadsheets expect."""
    auteur = csv.writer(_Ligne(), delimiter=";")
    yield MARQUE
    for ligne in lignes:
        yield auteur.writerow([neutral_cell(cellule) for cellule in ligne])


def neutral_cell(valeur: object) -> str:
    """The text of a cell; an apostrophe stands before what a spreadsheet would take for a formula."""
    texte = str(valeur)
    return f"'{texte}" if texte.startswith(FORMULES) else texte
