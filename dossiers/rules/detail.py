"""The page of one request, beside a list of others: which part of the page is that of its number alone."""

from collections.abc import Sequence

from dossiers.rules.colonne import ALIGNE
from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Feuille, Lien, Numero
from dossiers.rules.morceau import Piece

EN_FACE = (Lien.GAUCHE, Lien.DESSUS)


def find_detail(feuille: Feuille, numero: Numero, autres: Sequence[Numero]) -> tuple[Piece, ...] | None:
    """The pieces on the side of that number, when all the others stand on the other side of an upright line, and when
    one field « NIL » and one field « Statut » are named there, the second nearer to this number than to any other.
    """
    if not _is_facing(feuille, numero.piece) or numero.champ is not Champ.NIL or not autres:
        return None
    marge = ALIGNE * numero.cadre.hauteur
    a_droite, a_gauche = min(autre.bord for autre in autres), max(autre.piece.cadre.x1 for autre in autres)
    if numero.cadre.x1 < a_droite - marge:
        siennes = tuple(piece for piece in feuille.pieces if piece.cadre.x0 < a_droite - marge)
    elif numero.bord > a_gauche + marge:
        siennes = tuple(piece for piece in feuille.pieces if piece.cadre.x0 > a_gauche + marge)
    else:
        return None
    nils, statuts = (_fields(feuille, siennes, champ) for champ in (Champ.NIL, Champ.STATUT))
    if len(nils) != 1 or len(statuts) != 1:
        return None
    seul = all(_distance(statuts[0], numero) < _distance(statuts[0], autre) for autre in autres)
    return siennes if seul else None


def _is_facing(feuille: Feuille, piece: Piece) -> bool:
    """Beside its label or just under it: not one of a column."""
    _, lien, etiquette = feuille.label_of(piece)
    return lien in EN_FACE or (lien is Lien.ENTETE and feuille.above(piece)[0] is etiquette)


def _fields(feuille: Feuille, pieces: Sequence[Piece], champ: Champ) -> list[Piece]:
    return [piece for piece in pieces if piece.nomme is champ and not feuille.is_filter(piece)]


def _distance(etiquette: Piece, numero: Numero) -> float:
    un, deux = etiquette.cadre, numero.cadre
    return (un.x0 - min(deux.x0, numero.bord)) ** 2 + (un.y - deux.y) ** 2
