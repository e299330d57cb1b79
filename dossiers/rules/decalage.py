"""A table whose statuses stand lower than their numbers: at the foot of tall rows, each nearer to the next number.

How near they are tells nothing, nor does half-way between two numbers. What tells: the head is just over the first
number, so that rows begin at their numbers; there is one status after each, all as far below; nothing else stands
between them; and the page goes on beyond where one more number would be, were these statuses those of the next row.
"""

from collections.abc import Sequence
from itertools import pairwise

from dossiers.rules.colonne import column_of
from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Feuille, Numero
from dossiers.rules.morceau import Piece
from dossiers.rules.releve import Etat

# In heights of text.
REGULIER = 1.5


def find_shifted(feuille: Feuille, numero: Numero, rivaux: Sequence[Numero], etats: Sequence[Etat]) -> Etat | None:
    """The status of that number in such a table; None when one of its rows leaves a doubt. `rivaux`: all of them."""
    tete = feuille.head_over(numero.piece)
    colonnes = [piece for piece in tete if piece.nomme is Champ.STATUT]
    if numero not in rivaux or len(colonnes) != 1 or not all(_is_under(feuille, rival, tete) for rival in rivaux):
        return None
    numeros = sorted(rivaux, key=lambda rival: rival.piece.cadre.y)
    rangs = sorted((etat for etat in etats if _is_in(etat, colonnes[0], tete)), key=lambda etat: etat.tete.cadre.y)
    if len(numeros) < 2 or len(rangs) != len(numeros) or not _alternate(numeros, rangs, tete):
        return None
    fin = _next_row(numeros, rangs)
    if not _is_bare(feuille, numeros, rangs, tete, fin) or feuille.pieces[-1].cadre.y <= fin:
        return None
    return rangs[numeros.index(numero)]


def _is_under(feuille: Feuille, numero: Numero, tete: Sequence[Piece]) -> bool:
    colonne = column_of(numero.piece, tete)
    return feuille.head_over(numero.piece) == tete and colonne is not None and colonne.nomme is Champ.NIL


def _is_in(etat: Etat, colonne: Piece, tete: Sequence[Piece]) -> bool:
    dessous = etat.tete.cadre.y > max(piece.cadre.y for piece in tete)
    return dessous and column_of(etat.tete, tete) is colonne and all(piece.source is None for piece in etat.pieces)


def _alternate(numeros: Sequence[Numero], rangs: Sequence[Etat], tete: Sequence[Piece]) -> bool:
    """One status after each number and before the row of the next begins, on the line of none, all as far below."""
    debut = numeros[0].piece.cadre.y - max(piece.cadre.bas for piece in tete)
    suites = [*(suivant.piece.cadre.y - max(debut, 0) for suivant in numeros[1:]), float("inf")]
    ecarts = [etat.tete.cadre.y - numero.piece.cadre.y for numero, etat in zip(numeros, rangs, strict=True)]
    hauteur = max(numero.piece.cadre.hauteur for numero in numeros)
    return (
        min(ecarts) > hauteur
        and max(ecarts) - min(ecarts) < REGULIER * hauteur
        and all(etat.pieces[-1].cadre.y < suite for etat, suite in zip(rangs, suites, strict=True))
    )


def _next_row(numeros: Sequence[Numero], rangs: Sequence[Etat]) -> float:
    """Where one more number would stand, as far below the last status as any number is below the one before it."""
    jours = [suivant.piece.cadre.y - etat.tete.cadre.y for etat, suivant in zip(rangs, numeros[1:], strict=False)]
    return rangs[-1].tete.cadre.y + max(jours)


def _is_bare(
    feuille: Feuille, numeros: Sequence[Numero], rangs: Sequence[Etat], tete: Sequence[Piece], fin: float
) -> bool:
    """Is all that stands in the table on the line of a number, in a cell that begins there, or one of the statuses?"""
    lignes = [set(feuille.line(numero.piece)) for numero in numeros]
    etats = {piece for etat in rangs for piece in etat.pieces}
    if etats & set().union(*lignes) or any(une & autre for une, autre in pairwise(lignes)):
        return False
    colonnes = {column_of(piece, tete) for ligne in lignes for piece in ligne} - {None}
    bords = [colonne.cadre for colonne in (*colonnes, column_of(rangs[0].tete, tete))]
    gauche, droite = min(cadre.x0 for cadre in bords), max(cadre.x1 for cadre in bords)
    haut = max(piece.cadre.y for piece in tete)
    dedans = [
        piece
        for piece in feuille.pieces
        if piece not in tete and haut < piece.cadre.y < fin and piece.cadre.x1 > gauche and piece.cadre.x0 < droite
    ]
    connues = etats.union(*lignes)
    return len(colonnes) > 1 and all(connues.intersection(feuille.stack(piece)) for piece in dedans)
