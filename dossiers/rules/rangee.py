"""On a page, the status that goes with one number: by the row of a table, or by the card it stands on.

Whatever is less than sure is said so (`Motif`), and nothing is taken from a neighbour: another number of the same kind
on the row or in the card, a legend, a stepper, a filter, a sentence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dossiers.referentiel.echelle import Echelle, Statut
from dossiers.rules.constat import Motif
from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Feuille, Lien, Numero, Piece
from dossiers.rules.lecture import Cadre
from dossiers.rules.numero import DATE, is_same_kind
from dossiers.rules.statut import find_statuts, read_statut

# In heights of text.
DEMI_RANGEE = 1.4
DEMI_RANGEE_MAX = 3.0
ALIGNE = 1.5
ECART_COLONNES = 4
REGULIER = 2.5
LOIN_DU_TITRE = 8
DETACHE = 1.4


@dataclass(frozen=True)
class Etat:
    """A run of text, of one or more lines, that stands where a status does. `statut`: None when not on the ladder."""

    pieces: tuple[Piece, ...]
    statut: Statut | None

    @property
    def texte(self) -> str:
        return " ".join(piece.texte for piece in self.pieces)

    @property
    def tete(self) -> Piece:
        return self.pieces[0]


@dataclass(frozen=True)
class Releve:
    """What the page says of the status of one number. `motif`: CONFORME when it is read, whatever it is worth."""

    motif: Motif
    etat: Etat | None = None
    rangee: tuple[Piece, ...] = ()
    disposition: str = ""

    @property
    def code(self) -> str:
        """The ladder's code of the status read; empty for one that it does not know."""
        return self.etat.statut.code if self.etat and self.etat.statut else ""


@dataclass(frozen=True)
class Carte:
    """What is taken as going with one number. `detachee`: the cards of its column stand well apart."""

    numero: Numero
    pieces: tuple[Piece, ...]
    detachee: bool


class Lecteur:
    """Reads one page against a ladder. `genre`: the number whose kind tells other numbers to keep away from."""

    def __init__(self, feuille: Feuille, genre: str, echelle: Echelle) -> None:
        self.feuille, self.genre, self.echelle = feuille, genre, echelle
        self.rivaux = tuple(numero for numero in feuille.numeros if self._is_kin(numero))
        self.etats = tuple(etat for piece in feuille.pieces if (etat := self._candidate(piece)))

    def read(self, numero: Numero) -> Releve:
        """The status of that number on this page."""
        if self._is_tabular(numero):
            releve = self._read_row(numero)
            if releve.motif is not Motif.STATUT_ABSENT or self._others(numero):
                return releve
            if any(piece.nomme is Champ.STATUT for piece in self.feuille.head_over(numero.piece)):
                return releve
        return self._read_line(numero) or self._read_card(numero)

    # ------------------------------------------------------------ rows

    def _is_tabular(self, numero: Numero) -> bool:
        """In a table: named by the head of its column, or by nothing."""
        if numero.lien in (Lien.DANS, Lien.GAUCHE, Lien.DESSUS):
            return False
        return all(_is_aligned(numero, autre) for autre in self._others(numero))

    def _read_row(self, numero: Numero) -> Releve:
        bande = self._band(numero)
        ligne = tuple(piece for piece in bande if piece.cadre.share_line(numero.piece.cadre))
        if any(autre.piece in bande for autre in self._others(numero)):
            return Releve(Motif.NIL_PLUSIEURS_FOIS, None, ligne, "tableau")
        tete = self.feuille.head_over(numero.piece)
        colonnes = [piece for piece in tete if piece.nomme is Champ.STATUT]
        if len(colonnes) > 1:
            return Releve(Motif.STATUT_AMBIGU, None, ligne, "tableau")
        if colonnes:
            etats = self._column(numero, bande, colonnes[0], tete)
        else:
            etats = [etat for etat in self._row_states(numero, bande, ligne) if self._is_free(etat, tete)]
        return self._conclude(etats, bande, "tableau")

    def _band(self, numero: Numero) -> tuple[Piece, ...]:
        """The pieces of its row: half-way to the rows above and below."""
        cadre = numero.piece.cadre
        voisins = [
            piece.cadre.y - cadre.y
            for piece in self.feuille.pieces
            if piece is not numero.piece and piece.cadre.share_column(cadre) and not piece.cadre.share_line(cadre)
        ]
        dessus = min((-ecart for ecart in voisins if ecart < 0), default=None)
        dessous = min((ecart for ecart in voisins if ecart > 0), default=None)
        demi = [min(ecart / 2, DEMI_RANGEE_MAX * cadre.hauteur) for ecart in (dessus, dessous) if ecart]
        defaut = min([*demi, DEMI_RANGEE * cadre.hauteur])
        haut, bas = demi[0] if dessus else defaut, demi[-1] if dessous else defaut
        return tuple(piece for piece in self.feuille.pieces if -haut < piece.cadre.y - cadre.y < bas)

    def _column(self, numero: Numero, bande: Sequence[Piece], colonne: Piece, tete: Sequence[Piece]) -> list[Etat]:
        pieces = [piece for piece in bande if piece not in tete and _column_of(piece, tete) is colonne]
        pieces = [piece for piece in pieces if not DATE.fullmatch(piece.texte)]
        if not pieces or not _crosses(pieces, numero):
            return []
        debord = {autre for piece in pieces for autre in self.feuille.stack(piece)} - set(bande)
        if any(not self._is_other_row(piece) for piece in debord):
            return [Etat(tuple(pieces), None)]
        return [self._state(pieces)]

    def _is_other_row(self, piece: Piece) -> bool:
        return any(autre.piece.cadre.share_line(piece.cadre) for autre in self.rivaux)

    def _row_states(self, numero: Numero, bande: Sequence[Piece], ligne: Sequence[Piece]) -> list[Etat]:
        etats = []
        for piece in bande:
            pile = [autre for autre in self.feuille.stack(piece) if autre in bande or not self._is_other_row(autre)]
            etat = self._state(pile)
            if not _crosses(pile, numero):
                continue
            if etat.statut and etat not in etats and not self.feuille.is_attached(piece, (numero.piece, *pile)):
                etats.append(etat)
        return etats

    def _is_free(self, etat: Etat, tete: Sequence[Piece]) -> bool:
        """Not under the head of another field, nor under one that cannot be made out: a page cut on its left shows the
        end of its labels, and « Homologué » for « Non homologué ».
        """
        colonne = _column_of(etat.tete, tete)
        return colonne is None or colonne.nomme is Champ.STATUT

    def _read_line(self, numero: Numero) -> Releve | None:
        """A list whose numbers bear their label and stand in one column: the one status of the number's own line."""
        if not all(_is_aligned(numero, autre) for autre in self._others(numero)):
            return None
        ligne = self.feuille.line(numero.piece)
        etats = [etat for etat in self.etats if etat.tete in ligne and self._is_unnamed(etat, ligne)]
        if len(etats) != 1 or any(autre.piece in ligne for autre in self._others(numero)):
            return None
        return self._conclude(etats, ligne, "tableau")

    # ------------------------------------------------------------ cards

    def _read_card(self, numero: Numero) -> Releve:
        autres = self._others(numero)
        if not autres:
            return self._read_pieces(numero, self.feuille.pieces, seule=True)
        cartes = self._cards([numero, *autres])
        if cartes is None:
            return Releve(Motif.STATUT_AMBIGU, None, tuple(self.feuille.line(numero.piece)), "fiche")
        releves = [(carte, self._read_pieces(carte.numero, carte.pieces, seule=False)) for carte in cartes]
        mien = releves[0][1]
        if mien.motif is Motif.CONFORME and not _are_regular(releves):
            return Releve(Motif.STATUT_AMBIGU, mien.etat, mien.rangee, "fiche")
        return mien

    def _read_pieces(self, numero: Numero, pieces: Sequence[Piece], *, seule: bool) -> Releve:
        """The status on a card. `seule`: the page is that card, menus and footers included."""
        nommes = self._labelled(pieces)
        libres = [etat for etat in self.etats if etat.tete in pieces and self._is_unnamed(etat, pieces)]
        if nommes:
            codes = {etat.statut.code if etat.statut else etat.texte for etat in nommes}
            contraires = [etat for etat in libres if etat.statut and etat.statut.code not in codes]
            if len(codes) > 1 or contraires:
                return Releve(Motif.STATUT_AMBIGU, None, self._extent(numero, nommes[0], pieces, seule), "fiche")
            return self._conclude(nommes[:1], self._extent(numero, nommes[0], pieces, seule), "fiche")
        if any(piece.nomme is Champ.STATUT and not self.feuille.is_filter(piece) for piece in pieces):
            return Releve(Motif.STATUT_ABSENT, None, tuple(self.feuille.line(numero.piece)), "fiche")
        placees = [etat for etat in libres if not seule or self._is_in_place(etat, numero)]
        codes = {etat.statut.code for etat in libres if etat.statut}
        if len(codes) > 1 or (libres and not placees):
            return Releve(Motif.STATUT_AMBIGU, None, tuple(self.feuille.line(numero.piece)), "fiche")
        rangee = self._extent(numero, placees[0], pieces, seule) if placees else tuple(self.feuille.line(numero.piece))
        return self._conclude(placees[:1], rangee, "fiche")

    def _labelled(self, pieces: Sequence[Piece]) -> list[Etat]:
        """What the labels « Statut » name: to the right, else just under; else the cells of a column."""
        etats = []
        for piece in pieces:
            if piece.nomme or DATE.fullmatch(piece.texte):
                continue
            champ, lien, etiquette = self.feuille.label_of(piece)
            if champ is not Champ.STATUT or (lien is not Lien.ENTETE and self.feuille.is_filter(piece)):
                continue
            if lien is Lien.DESSUS and etiquette and self._has_better(piece, etiquette):
                continue
            etats.append(self._state(self.feuille.stack(piece)) if lien is not Lien.DANS else self._state([piece]))
        return [etat for rang, etat in enumerate(etats) if etat not in etats[:rang]]

    def _has_better(self, piece: Piece, etiquette: Piece) -> bool:
        """Is another piece of the same line nearer to the beginning of the label?"""
        ecart = abs(piece.cadre.x0 - etiquette.cadre.x0)
        return any(abs(autre.cadre.x0 - etiquette.cadre.x0) < ecart for autre in self.feuille.line(piece))

    def _is_unnamed(self, etat: Etat, pieces: Sequence[Piece]) -> bool:
        """A status that nothing names, that is no step of a list of them, and that no date follows or precedes."""
        return (
            self.feuille.label_of(etat.tete)[0] in (None, Champ.LOGICIEL)
            and not self._is_listed(etat, pieces)
            and not self.feuille.is_filter(etat.tete)
            and not self.feuille.is_attached(etat.tete, etat.pieces)
        )

    def _is_listed(self, etat: Etat, pieces: Sequence[Piece]) -> bool:
        """In a stepper, a legend, a filter: another status on its line, or two more in its column."""
        ligne = [piece.texte for piece in pieces if piece.cadre.share_line(etat.tete.cadre)]
        colonne = {
            autre.statut.code
            for autre in self.etats
            if autre.statut and autre.tete in pieces
            if abs(autre.tete.cadre.x0 - etat.tete.cadre.x0) < etat.tete.cadre.hauteur
        }
        return len(find_statuts(" ".join(ligne), self.echelle)) > 1 or len(colonne) > 2

    def _is_in_place(self, etat: Etat, numero: Numero) -> bool:
        """Alone on the page: on the line of the number, or not far over it as the badge of a title is."""
        badge, sien = etat.tete.cadre, numero.piece.cadre
        if badge.share_line(sien):
            return True
        loin = LOIN_DU_TITRE * max(badge.hauteur, sien.hauteur)
        return 0 < sien.y - badge.y < loin and badge.x1 > numero.bord

    def _extent(self, numero: Numero, etat: Etat, pieces: Sequence[Piece], seule: bool) -> tuple[Piece, ...]:
        if not seule:
            return tuple(pieces)
        return tuple({*self.feuille.line(numero.piece), *self.feuille.line(etat.tete), *etat.pieces})

    def _cards(self, numeros: Sequence[Numero]) -> list[Carte] | None:
        """What goes with each number: columns of cards begin at the left edges of the numbers, then each is cut between
        two numbers. None when a status stands before the first column.
        """
        bords = sorted(numero.bord for numero in numeros)
        hauteur = max(numero.piece.cadre.hauteur for numero in numeros)
        gauches = [bords[0], *(b for a, b in pairwise(bords) if b - a > ECART_COLONNES * hauteur)]
        if len(gauches) > 1 and any(etat.tete.cadre.x0 < gauches[0] - ALIGNE * hauteur for etat in self.etats):
            return None
        limites = [gauche - ALIGNE * hauteur for gauche in gauches] if len(gauches) > 1 else [float("-inf")]
        cartes = []
        for de, a in pairwise([*limites, float("inf")]):
            colonne = [piece for piece in self.feuille.pieces if de <= piece.cadre.x0 < a]
            cartes += _cut([numero for numero in numeros if de <= numero.bord < a], colonne)
        return sorted(cartes, key=lambda carte: numeros.index(carte.numero))

    # ------------------------------------------------------------ both

    def _others(self, numero: Numero) -> list[Numero]:
        return [autre for autre in self.rivaux if autre.texte != numero.texte]

    def _is_kin(self, numero: Numero) -> bool:
        if numero.champ is Champ.NIL:
            return True
        return numero.champ in (None, Champ.LOGICIEL) and is_same_kind(self.genre, numero.texte)

    def _candidate(self, piece: Piece) -> Etat | None:
        if piece.nomme:
            return None
        etat = self._state(self.feuille.stack(piece))
        if etat.statut:
            return etat if etat.tete is piece else None
        seul = self._state([piece])
        return seul if seul.statut and len(etat.pieces) > 1 and self._is_list(etat.pieces) else None

    def _is_list(self, pieces: Iterable[Piece]) -> bool:
        """Lines that are each a status: a list of them, not one cell of several lines."""
        return sum(read_statut(piece.texte, self.echelle) is not None for piece in pieces) > 1

    def _state(self, pieces: Sequence[Piece]) -> Etat:
        ordonnees = tuple(sorted(pieces, key=lambda piece: (piece.cadre.y, piece.cadre.x0)))
        lignes = [piece.texte for piece in ordonnees]
        return Etat(ordonnees, read_statut(" ".join(lignes), self.echelle))

    def _is_first(self, etat: Etat) -> bool:
        """Does a status that no label vouches for begin where the whole page does? Some of it may be cut off."""
        bord = min(piece.cadre.x0 for piece in self.feuille.pieces)
        nomme = self.feuille.label_of(etat.tete)[0] is Champ.STATUT
        return not nomme and any(piece.cadre.x0 < bord + piece.cadre.hauteur for piece in etat.pieces)

    def _conclude(self, etats: Sequence[Etat], rangee: Sequence[Piece], disposition: str) -> Releve:
        if not etats:
            return Releve(Motif.STATUT_ABSENT, None, tuple(rangee), disposition)
        if len({etat.statut.code if etat.statut else etat.texte for etat in etats}) > 1:
            return Releve(Motif.STATUT_AMBIGU, None, tuple(rangee), disposition)
        motif = Motif.CONFORME if etats[0].statut else Motif.STATUT_INCONNU
        if motif is Motif.CONFORME and self._is_first(etats[0]):
            motif = Motif.IMAGE_COUPEE
        return Releve(motif, etats[0], tuple(rangee), disposition)


def _crosses(pieces: Sequence[Piece], numero: Numero) -> bool:
    """Does a cell of one or more lines stand on the line of the number?"""
    y = numero.piece.cadre.y
    if any(piece.cadre.share_line(numero.piece.cadre) for piece in pieces):
        return True
    return min(piece.cadre.y for piece in pieces) < y < max(piece.cadre.y for piece in pieces)


def _is_aligned(numero: Numero, autre: Numero) -> bool:
    un, deux = numero.cadre, autre.cadre
    return un.share_column(deux) or abs(un.x0 - deux.x0) < ALIGNE * un.hauteur


def _column_of(piece: Piece, tete: Sequence[Piece]) -> Piece | None:
    """The label of the head whose left, centre or right it is best aligned with."""
    un = piece.cadre

    def ecart(label: Piece) -> float:
        deux = label.cadre
        return min(abs(un.x0 - deux.x0), abs(un.x - deux.x), abs(un.x1 - deux.x1))

    proche = min(tete, key=ecart, default=None)
    return proche if proche and ecart(proche) < 4 * un.hauteur else None


def _cut(siens: Sequence[Numero], colonne: Sequence[Piece]) -> list[Carte]:
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
    bas, large, milieu = entre[0].bas, 0.0, (de + a) / 2
    for cadre in entre[1:]:
        if cadre.haut - bas > large:
            large, milieu = cadre.haut - bas, (cadre.haut + bas) / 2
        bas = max(bas, cadre.bas)
    return large, milieu


def _are_regular(releves: Sequence[tuple[Carte, Releve]]) -> bool:
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
    rivaux = [autre.piece.cadre for autre in numeros if autre is not numero and _is_aligned(numero, autre)]
    return all(abs(rival.y - cadre.y) > abs(numero.piece.cadre.y - cadre.y) for rival in rivaux)
