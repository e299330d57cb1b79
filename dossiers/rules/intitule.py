"""Labels that take several lines, as in the head of a narrow column: pieces put together again before they name."""

from collections.abc import Sequence
from dataclasses import replace

from dossiers.rules.etiquette import join_champ
from dossiers.rules.lecture import Cadre, bound
from dossiers.rules.morceau import Piece

LIGNES_MAX = 3


def join_labels(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, each label of two or three lines made one."""
    restent = sorted(pieces, key=lambda piece: (piece.cadre.y, piece.cadre.x0))
    for piece in list(restent):
        pile = _pile(piece, restent) if piece in restent else []
        for nombre in range(len(pile), 1, -1):
            champ = join_champ([une.texte for une in pile[:nombre]])
            if champ:
                joint = Piece(_frame(pile[:nombre]), nomme=champ)
                restent = [joint if une is piece else une for une in restent if une not in pile[1:nombre]]
                break
    return restent


def _pile(piece: Piece, pieces: Sequence[Piece]) -> list[Piece]:
    """The lines under it that may go on with it: of the same column, and beside no value."""
    pile = [piece]
    while len(pile) < LIGNES_MAX:
        cadre = pile[-1].cadre
        suite = [une for une in pieces if une.cadre.y > cadre.y and cadre.is_stacked(une.cadre) and not une.champ]
        if len(suite) != 1 or _has_value(suite[0], pieces):
            break
        pile += suite
    return pile if len(pile) > 1 and not piece.champ else []


def _has_value(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Is what follows on its line no label?"""
    cadre = piece.cadre
    apres = [une for une in pieces if une.cadre.x > cadre.x and une is not piece and une.cadre.share_line(cadre)]
    suivante = min(apres, key=lambda une: une.cadre.x0, default=None)
    return suivante is not None and not suivante.nomme


def _frame(pile: Sequence[Piece]) -> Cadre:
    """All its lines; the first one only when it is a label by itself, whose value stands on that line."""
    premier = pile[0].cadre
    if pile[0].nomme:
        return premier
    cadres = [piece.cadre for piece in pile]
    haut, bas = min(cadre.haut for cadre in cadres), max(cadre.bas for cadre in cadres)
    return replace(
        premier,
        texte=" ".join(cadre.texte for cadre in cadres),
        confiance=min(cadre.confiance for cadre in cadres),
        zone=bound(cadres),
        x0=min(cadre.x0 for cadre in cadres),
        x1=max(cadre.x1 for cadre in cadres),
        y=(haut + bas) / 2,
        hauteur=bas - haut,
        coupe=any(cadre.coupe for cadre in cadres),
    )
