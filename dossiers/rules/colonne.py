"""Columns of a page: which numbers stand one over the other, which label of a head is that of a cell."""

from collections.abc import Sequence

from dossiers.rules.feuille import Numero
from dossiers.rules.morceau import Piece

# In heights of text.
ALIGNE = 1.5


def crosses(pieces: Sequence[Piece], numero: Numero) -> bool:
    """Does a cell of one or more lines stand on the line of the number?"""
    y = numero.piece.cadre.y
    if any(piece.cadre.share_line(numero.piece.cadre) for piece in pieces):
        return True
    return min(piece.cadre.y for piece in pieces) < y < max(piece.cadre.y for piece in pieces)


def is_aligned(numero: Numero, autre: Numero) -> bool:
    un, deux = numero.cadre, autre.cadre
    return un.share_column(deux) or abs(un.x0 - deux.x0) < ALIGNE * un.hauteur


def column_of(piece: Piece, tete: Sequence[Piece]) -> Piece | None:
    """The label of the head whose left, centre or right it is best aligned with."""
    un = piece.cadre

    def ecart(label: Piece) -> float:
        deux = label.cadre
        return min(abs(un.x0 - deux.x0), abs(un.x - deux.x), abs(un.x1 - deux.x1))

    proche = min(tete, key=ecart, default=None)
    return proche if proche and ecart(proche) < 4 * un.hauteur else None
