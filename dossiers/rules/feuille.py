"""A page cut into what it says: labels, values, and which label names which value.

A label names what stands to its right on the same line, what stands just under it, or a whole column when it is in a
line of labels (the head of a table).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, wraps
from typing import Any, TypeVar

from dossiers.rules.etiquette import Champ, find_suffixe, is_plausible
from dossiers.rules.intitule import join_labels
from dossiers.rules.lecture import Cadre
from dossiers.rules.morceau import Piece, explode
from dossiers.rules.numero import DATE, find_jetons, is_numero
from dossiers.rules.statut import fold

# In heights of the text: how far a label may be from what it names, and how near two lines of one cell are.
LOIN_A_GAUCHE = 45
PRES_A_DROITE = 12.5
LOIN_DESSUS = 2.2
TOUCHE = 1
ROMPU = 6
PRES = 2
LIGNE_VOISINE = 2.4
DEUX_LIGNES = 1.5
# A text of more words is no cell of a column of numbers: the foot of the page stands under the head of a table too.
MOTS_CELLULE = 3
# Two runs on one line nearer than this are one sentence, cut by the engine.
ATTENANT = 0.75
# What stands beside a field that filters a list.
FILTRE = re.compile(r"\b(?:filtr\w*|recherch\w*|tri|trier|reinitialiser|appliquer|effacer|annee|periode|tous|toutes)\b")

T = TypeVar("T")


class Lien(StrEnum):
    DANS = "dans"
    GAUCHE = "gauche"
    DESSUS = "dessus"
    ENTETE = "entete"
    AUCUN = ""


@dataclass(frozen=True)
class Numero:
    """A number on the page, in capitals, and the field that a label gives it. `bord`: its left edge, label included."""

    texte: str
    piece: Piece
    cadre: Cadre
    champ: Champ | None
    lien: Lien
    bord: float


def _once(methode: Callable[["Feuille", Piece], T]) -> Callable[["Feuille", Piece], T]:
    """What a page says of one of its pieces is looked up once."""

    @wraps(methode)
    def lookup(feuille: "Feuille", piece: Piece) -> T:
        cle = methode.__name__, piece
        if cle not in feuille.memoire:
            feuille.memoire[cle] = methode(feuille, piece)
        return feuille.memoire[cle]

    return lookup


class Feuille:
    """One straightened page. `pieces` from top to bottom."""

    def __init__(self, cadres: Sequence[Cadre]) -> None:
        pieces = join_labels([piece for cadre in cadres for piece in explode(cadre)])
        self.memoire: dict[tuple[str, Piece], Any] = {}
        self.pieces = tuple(sorted(pieces, key=lambda piece: (piece.cadre.y, piece.cadre.x0, piece.texte)))

    @cached_property
    def etiquettes(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.nomme)

    @cached_property
    def entetes(self) -> tuple[tuple[Piece, ...], ...]:
        """The heads of tables: lines made of labels, without a number."""
        lignes = {tuple(self.line(etiquette)) for etiquette in self.etiquettes}
        tetes = {tuple(self._widen(ligne)) for ligne in lignes if _is_head(ligne)}
        return tuple(sorted(tetes, key=lambda tete: (tete[0].cadre.y, -len(tete), tete[0].cadre.x0)))

    def _widen(self, ligne: Sequence[Piece]) -> list[Piece]:
        """A head whose labels take two lines: those just over or under are in it too."""
        y, pres = ligne[0].cadre.y, DEUX_LIGNES * ligne[0].cadre.hauteur
        autres = [
            piece
            for piece in self.etiquettes
            if abs(piece.cadre.y - y) < pres and piece not in ligne and not piece.texte.endswith(":")
        ]
        return sorted([*ligne, *autres], key=lambda piece: (piece.cadre.x0, piece.cadre.y))

    @cached_property
    def numeros(self) -> tuple[Numero, ...]:
        return tuple(numero for piece in self.pieces if not piece.nomme for numero in self._numbers(piece))

    @_once
    def line(self, piece: Piece) -> list[Piece]:
        """All that shares its line, itself included, from left to right."""
        ligne = [autre for autre in self.pieces if autre.cadre.share_line(piece.cadre)]
        return sorted(ligne, key=lambda autre: (autre.cadre.x0, autre.cadre.y))

    @_once
    def left_of(self, piece: Piece) -> Piece | None:
        avant = [autre for autre in self.line(piece) if autre is not piece and autre.cadre.x < piece.cadre.x]
        return max(avant, key=lambda autre: autre.cadre.x1, default=None)

    @_once
    def right_of(self, piece: Piece) -> Piece | None:
        apres = [autre for autre in self.line(piece) if autre is not piece and autre.cadre.x > piece.cadre.x]
        return min(apres, key=lambda autre: autre.cadre.x0, default=None)

    @_once
    def above(self, piece: Piece) -> list[Piece]:
        """What stands over it, the nearest first."""
        dessus = [
            autre
            for autre in self.pieces
            if autre.cadre.y < piece.cadre.y and autre.cadre.share_column(piece.cadre)
            if not autre.cadre.share_line(piece.cadre)
        ]
        return sorted(dessus, key=lambda autre: -autre.cadre.y)

    @_once
    def label_of(self, piece: Piece) -> tuple[Champ | None, Lien, Piece | None]:
        """The field that names a value, how, and the label (None when it is in the same run of text)."""
        if piece.champ:
            return piece.champ, Lien.DANS, None
        gauche = self._label_beside(piece)
        if gauche:
            return gauche.nomme, Lien.GAUCHE, gauche
        return self._label_above(piece)

    @_once
    def head_of(self, etiquette: Piece) -> tuple[Piece, ...]:
        """The head of table that holds this label; empty when it is in none."""
        return next((tete for tete in self.entetes if etiquette in tete), ())

    @_once
    def head_over(self, piece: Piece) -> tuple[Piece, ...]:
        """The nearest head of table over a piece."""
        dessus = [tete for tete in self.entetes if tete[0].cadre.bas <= piece.cadre.y and piece not in tete]
        return dessus[-1] if dessus else ()

    def is_attached(self, piece: Piece, sauf: Sequence[Piece] = (), pres: float = ATTENANT) -> bool:
        """Does it run into its neighbour, as a word of a sentence does, nearer than `pres` heights? A label that names
        it is no such neighbour.
        """
        gauche, droite = self.left_of(piece), self.right_of(piece)
        pres *= piece.cadre.hauteur
        return bool(
            (gauche and gauche not in sauf and not gauche.nomme and _gap_x(gauche, piece) < pres)
            or (droite and droite not in sauf and _gap_x(piece, droite) < pres and not DATE.search(droite.texte))
        )

    @_once
    def is_filter(self, piece: Piece) -> bool:
        """Is it in a bar of filters? A word of such bars is on its line, or on the next one."""
        pres = LIGNE_VOISINE * piece.cadre.hauteur
        voisines = (autre for autre in self.pieces if abs(autre.cadre.y - piece.cadre.y) < pres)
        return any(FILTRE.search(fold(autre.texte)) for autre in voisines)

    @_once
    def stack(self, piece: Piece) -> tuple[Piece, ...]:
        """The lines of the cell that this piece is a line of: near, as high, begun or centred at the same place."""
        pile = [piece]
        for sens in (-1, 1):
            bout: Piece | None = piece
            while bout := self._next(bout, sens, pile):
                pile.append(bout)
        return tuple(sorted(pile, key=lambda autre: (autre.cadre.y, autre.cadre.x0)))

    def _next(self, piece: Piece, sens: int, pile: Sequence[Piece]) -> Piece | None:
        suivants = [
            autre
            for autre in self.pieces
            if autre not in pile and not autre.nomme and (autre.cadre.y - piece.cadre.y) * sens > 0
            if autre.cadre.is_stacked(piece.cadre) and not self._begins(piece, autre)
        ]
        return min(suivants, key=lambda autre: abs(autre.cadre.y - piece.cadre.y), default=None)

    def _begins(self, piece: Piece, autre: Piece) -> bool:
        """Is the lower of the two the beginning of another field, by a label of its own?"""
        dessus, dessous = sorted((piece, autre), key=lambda une: une.cadre.y)
        return dessous.champ is not None or (
            self._label_beside(dessous) is not None and self._label_beside(dessous) is not self._label_beside(dessus)
        )

    @_once
    def _label_beside(self, piece: Piece) -> Piece | None:
        gauche, hauteur = self.left_of(piece), piece.cadre.hauteur
        if not gauche or not gauche.nomme or not is_plausible(gauche.nomme, piece.texte) or self.head_of(gauche):
            return None
        jour = _gap_x(gauche, piece)
        tenu = jour < PRES * hauteur and gauche.texte.endswith(":")
        return gauche if jour < LOIN_A_GAUCHE * hauteur and (tenu or not self._wraps(gauche)) else None

    @_once
    def _wraps(self, etiquette: Piece) -> bool:
        """Is the value of a label on the line under it, in a narrow column?"""
        ici = etiquette.cadre
        return any(
            not dessous.nomme and is_plausible(etiquette.nomme, dessous.texte) and dessous.cadre.is_stacked(ici)
            for dessous in self.pieces
            if dessous.cadre.y > ici.y and abs(dessous.cadre.x0 - ici.x0) < ici.hauteur
        )

    @_once
    def _label_above(self, piece: Piece) -> tuple[Champ | None, Lien, Piece | None]:
        tete, dernier = self.head_over(piece), piece
        for rang, dessus in enumerate(self.above(piece)):
            jour = dernier.cadre.haut - dessus.cadre.bas
            if jour > ROMPU * piece.cadre.hauteur:
                break
            if dessus in tete:
                return dessus.nomme, Lien.ENTETE, dessus
            if dessus.nomme:
                loin = TOUCHE if self._has_far_value(dessus) else LOIN_DESSUS
                proche = rang == 0 and jour < loin * piece.cadre.hauteur
                if proche and is_plausible(dessus.nomme, piece.texte) and not self._has_value(dessus):
                    return dessus.nomme, Lien.DESSUS, dessus
                break
            dernier = dessus
        return None, Lien.AUCUN, None

    @_once
    def _has_value(self, etiquette: Piece) -> bool:
        """Does that label already name what stands to its right?"""
        droite = self.right_of(etiquette)
        if self._wraps(etiquette) or not droite or droite.nomme or not is_plausible(etiquette.nomme, droite.texte):
            return False
        return droite.champ is not None or _gap_x(etiquette, droite) < PRES_A_DROITE * etiquette.cadre.hauteur

    @_once
    def _has_far_value(self, etiquette: Piece) -> bool:
        """Does it name what ends its line? What is a little under it is then something else."""
        droite = self.right_of(etiquette)
        return droite is not None and self._label_beside(droite) is etiquette

    def _numbers(self, piece: Piece) -> Iterator[Numero]:
        champ, lien, etiquette = self.label_of(piece)
        if lien is Lien.ENTETE and len(piece.texte.split()) > MOTS_CELLULE:
            champ, lien, etiquette = None, Lien.AUCUN, None
        if lien is Lien.DANS:
            etiquette = self.left_of(piece)
        texte, fin = piece.cadre.texte, 0
        for rang, jeton in enumerate(jeton for jeton in find_jetons(texte) if is_numero(jeton.texte)):
            suffixe = find_suffixe(texte[fin : jeton.debut])
            cadre = piece.cadre.slice(jeton.debut, jeton.fin)
            if suffixe:
                bord = piece.cadre.slice(fin + suffixe[0], jeton.fin).x0
                yield Numero(jeton.texte, piece, cadre, suffixe[1], Lien.DANS, bord)
            elif rang == 0 or lien is Lien.DANS:
                a_gauche = etiquette and etiquette.nomme and lien in (Lien.GAUCHE, Lien.DANS)
                bord = min(cadre.x0, etiquette.cadre.x0) if a_gauche else cadre.x0
                yield Numero(jeton.texte, piece, cadre, champ, lien, bord)
            else:
                yield Numero(jeton.texte, piece, cadre, None, Lien.AUCUN, cadre.x0)
            fin = jeton.fin


def _is_head(ligne: Sequence[Piece]) -> bool:
    nommees = [piece for piece in ligne if piece.nomme]
    autres = [piece for piece in ligne if not piece.nomme]
    champs = {piece.nomme for piece in nommees}
    nus = not any(is_numero(piece.texte) for piece in autres) and not any(
        piece.texte.endswith(":") for piece in nommees
    )
    return nus and len(champs) >= 2 and len(autres) < len(nommees)


def _gap_x(gauche: Piece, droite: Piece) -> float:
    return droite.cadre.x0 - gauche.cadre.x1
