"""Cards that stand one over the other, each with its number: where one ends and the next begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dossiers.rules.colonne import is_aligned
from dossiers.rules.constat import Motif
from dossiers.rules.feuille import Numero
from dossiers.rules.lecture import Cadre
from dossiers.rules.morceau import Piece
from dossiers.rules.releve import Releve

# In heights of text.
REGULIER = 2.5
DETACHE = 1.4


@dataclass(frozen=True)
class Carte:
    """What is taken as going with one number. `detachee`: the cards of its column stand well apart."""

    numero: Numero
    pieces: tuple[Piece, ...]
    detachee: bool


def cut_cards(siens: Sequence[Numero], colonne: Sequence[Piece]) -> list[Carte]:
    """A column of cards, cut at the widest empty strip between two numbers; the first and the last go no farther than
    the column is as dense as the cards are.
    """
    hauteurs = sorted({numero.piece.cadre.y for numero in siens})
    coupes = [_widest_gap(colonne, de, a) for de, a in pairwise(hauteurs)]
    if not coupes:
        return [Carte(numero, tuple(colonne), False) for numero in siens]
    entre = min(jour for jour, _ in coupes)
    bords = [float("-inf"), *(milieu for _, milieu in coupes), float("inf")]
    tranches = [[piece for piece in colonne if haut < piece.cadre.y < bas] for haut, bas in pairwise(bords)]
    dedans = max((jour for tranche in tranches for jour in _inner_gaps(tranche, hauteurs)), default=0.0)
    detachee, jour = entre > DETACHE * dedans, (entre * max(dedans, 1)) ** 0.5 if entre > dedans else entre
    cartes = []
    for numero in siens:
        y = numero.piece.cadre.y
        tranche = next(une for une, (haut, bas) in zip(tranches, pairwise(bords), strict=True) if haut < y < bas)
        dessus = _dense([piece for piece in tranche if piece.cadre.y <= y], -1, jour)
        dessous = _dense([piece for piece in tranche if piece.cadre.y >= y], 1, jour)
        cartes.append(Carte(numero, tuple(piece for piece in tranche if piece in dessus or piece in dessous), detachee))
    return cartes


def _inner_gaps(tranche: Sequence[Piece], hauteurs: Sequence[float]) -> list[float]:
    """The empty strips between the lines of a card, if between the first number of the column and the last."""
    jours, bas = [], float("inf")
    for cadre in sorted((piece.cadre for piece in tranche), key=lambda un: un.haut):
        if bas < cadre.haut and hauteurs[0] <= bas and cadre.haut <= hauteurs[-1]:
            jours.append(cadre.haut - bas)
        bas = cadre.bas if bas == float("inf") else max(bas, cadre.bas)
    return jours


def _dense(pieces: Sequence[Piece], sens: int, jour: float) -> list[Piece]:
    """Those that follow one another downwards (1) or upwards (-1) without an empty strip as wide as `jour`."""
    gardees: list[Piece] = []
    for piece in sorted(pieces, key=lambda une: une.cadre.y * sens):
        bord = piece.cadre.haut if sens > 0 else -piece.cadre.bas
        fonds = [(une.cadre.bas if sens > 0 else -une.cadre.haut) for une in gardees]
        if fonds and bord - max(fonds) >= jour:
            break
        gardees.append(piece)
    return gardees


def _widest_gap(colonne: Sequence[Piece], de: float, a: float) -> tuple[float, float]:
    """The widest empty strip between two heights: how wide, and its middle."""
    entre = sorted((piece.cadre for piece in colonne if de <= piece.cadre.y <= a), key=lambda cadre: cadre.haut)
    bas, large, milieu = float("inf"), 0.0, (de + a) / 2
    for cadre in entre:
        if cadre.haut - bas > large:
            large, milieu = cadre.haut - bas, (cadre.haut + bas) / 2
        bas = cadre.bas if bas == float("inf") else max(bas, cadre.bas)
    return large, milieu


def are_regular(releves: Sequence[tuple[Carte, Releve]]) -> bool:
    """Is the status of the first card its own? It is placed as on the other cards, of which one at least tells and none
    has two; and the cards stand well apart, or each status is nearer to its number than to those over and under.
    """
    if any(releve.motif is Motif.STATUT_AMBIGU for _, releve in releves):
        return False
    lues = [(carte, releve.etat.tete.cadre) for carte, releve in releves if releve.etat and releve.etat.statut]
    ecarts = [(cadre.y - carte.numero.piece.cadre.y) / carte.numero.piece.cadre.hauteur for carte, cadre in lues]
    if len(lues) < 2 or max(ecarts) - min(ecarts) > REGULIER:
        return False
    numeros = [carte.numero for carte, _ in releves]
    return all(carte.detachee or _is_nearest(carte.numero, cadre, numeros) for carte, cadre in lues)


def _is_nearest(numero: Numero, cadre: Cadre, numeros: Sequence[Numero]) -> bool:
    rivaux = [autre.piece.cadre for autre in numeros if autre is not numero and is_aligned(numero, autre)]
    return all(abs(rival.y - cadre.y) > abs(numero.piece.cadre.y - cadre.y) for rival in rivaux)
