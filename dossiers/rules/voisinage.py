"""What stands just over or under a status: a line of the same cell, or words that make of it another status."""

from collections.abc import Collection, Sequence

from dossiers.referentiel.echelle import Echelle
from dossiers.rules.colonne import column_of
from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Feuille, Numero
from dossiers.rules.lecture import ALIGNE, SEMBLABLE, SERRE, Cadre
from dossiers.rules.morceau import Piece
from dossiers.rules.releve import Etat
from dossiers.rules.statut import find_statuts, read_statut

# In heights of text: how far a line that is well aligned may still be under the one before it.
TOUCHE, SUITE = 1.0, 2.0
PLUS_PRES = 1.5


def find_lines(feuille: Feuille, piece: Piece, colonne: Piece, tete: Sequence[Piece]) -> set[Piece]:
    """The lines of its cell, and what touches it in its column, however aligned: a badge that takes two lines."""
    return set(feuille.stack(piece)) | {
        autre
        for autre in feuille.pieces
        if autre not in tete and autre.champ is not Champ.DATE and column_of(autre, tete) is colonne
        if _is_over_or_under(autre.cadre, piece.cadre, SERRE)
    }


def is_qualified(
    feuille: Feuille, etat: Etat, autres: Sequence[Numero], echelle: Echelle, jalons: Collection[Piece]
) -> bool:
    """Does what stands just over or under it, in its own row, say something else of a status (« Passer en pré-examen »,
    « Pré-examen : non démarré »), or may its last line be another one, well spaced (« suspendu »)?

    What a label names is told by that label. `autres`: the other numbers, whose rows are not its own; `jalons`: the
    steps of a stepper.
    """
    return any(
        _speaks_of_another(piece, etat, echelle)
        if _touches(piece, etat)
        else _goes_on(piece, etat) and not _is_next(piece, etat, autres, echelle)
        for piece in feuille.pieces
        if piece not in etat.pieces
        and piece not in jalons
        and not piece.nomme
        and feuille.label_of(piece)[0] in (None, Champ.STATUT)
        if not is_of_another(feuille, piece, etat.pieces, autres)
    )


def is_of_another(feuille: Feuille, piece: Piece, siennes: Sequence[Piece], autres: Sequence[Numero]) -> bool:
    """Is it on the line of another number, or one more line of a cell that is there, and much nearer to it?"""
    ecart = min((abs(piece.cadre.y - sienne.cadre.y) for sienne in siennes), default=float("inf"))
    return any(
        autre.piece.cadre.share_line(ligne.cadre) and PLUS_PRES * abs(ligne.cadre.y - piece.cadre.y) < ecart
        for autre in autres
        for ligne in feuille.stack(piece)
        if ligne not in siennes
    ) or any(autre.piece.cadre.share_line(piece.cadre) for autre in autres)


def _speaks_of_another(piece: Piece, etat: Etat, echelle: Echelle) -> bool:
    dit = read_statut(piece.texte, echelle)
    return etat.statut != dit if dit else bool(find_statuts(piece.texte, echelle))


def _is_next(piece: Piece, etat: Etat, autres: Sequence[Numero], echelle: Echelle) -> bool:
    """A status by itself, with a number between the two: that of the next card."""
    entre = any(etat.pieces[-1].cadre.bas < autre.piece.cadre.y < piece.cadre.haut for autre in autres)
    return entre and piece.texte[:1].isupper() and read_statut(piece.texte, echelle) is not None


def _touches(piece: Piece, etat: Etat) -> bool:
    return any(_is_over_or_under(piece.cadre, sien.cadre, TOUCHE) for sien in etat.pieces)


def _goes_on(piece: Piece, etat: Etat) -> bool:
    """Words in its column, as high, a little farther down: perhaps the end of a label on two lines."""
    un, dernier = piece.cadre, max((sien.cadre for sien in etat.pieces), key=lambda cadre: cadre.y)
    haut = max(un.hauteur, dernier.hauteur)
    aligne = min(abs(un.x0 - dernier.x0), abs(un.x - dernier.x)) < ALIGNE * haut
    semblable = haut < SEMBLABLE * min(un.hauteur, dernier.hauteur)
    mots = not any(signe.isdigit() for signe in piece.texte)
    return aligne and semblable and mots and dernier.bas < un.y < dernier.bas + SUITE * haut


def _is_over_or_under(un: Cadre, autre: Cadre, jour: float) -> bool:
    """In the same column, on another line, nearer than that many heights."""
    return un.gap_y(autre) < jour * autre.hauteur and un.share_column(autre) and not un.share_line(autre)
