"""On a page, the status that goes with one number: by the row of a table, or by the card it stands on.

Whatever is less than sure is said so (`Motif`), and nothing is taken from a neighbour: another number of the same kind
on the row or in the card, a legend, a stepper, a filter, a sentence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dossiers.referentiel.echelle import Echelle, Statut
from dossiers.rules.constat import Motif
from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Feuille, Lien, Numero, Piece
from dossiers.rules.numero import DATE, is_same_kind
from dossiers.rules.statut import fold, read_statut

# In heights of text.
DEMI_RANGEE = 1.4
DEMI_RANGEE_MAX = 3.0
ALIGNE = 1.5
REGULIER = 2.5
TOUS = frozenset(("tous", "toutes", "tous les statuts", "toutes les demandes", "selectionner", "choisir"))


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
        if numero.lien in (Lien.DANS, Lien.GAUCHE):
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
            etats = self._column(bande, colonnes[0], tete)
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

    def _column(self, bande: Sequence[Piece], colonne: Piece, tete: Sequence[Piece]) -> list[Etat]:
        pieces = [piece for piece in bande if piece not in tete and _column_of(piece, tete) is colonne]
        pieces = [piece for piece in pieces if not DATE.fullmatch(piece.texte)]
        if not pieces:
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
            if etat.statut and etat not in etats and not self.feuille.is_attached(piece, (numero.piece, *pile)):
                etats.append(etat)
        return etats

    def _is_free(self, etat: Etat, tete: Sequence[Piece]) -> bool:
        """Not under the head of another field."""
        colonne = _column_of(etat.tete, tete)
        return colonne is None or colonne.nomme in (None, Champ.STATUT)

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
        releves = [self._read_pieces(sien, carte, seule=False) for sien, carte in cartes]
        mien = releves[0]
        if mien.motif is Motif.CONFORME and not _are_regular(
            [(sien, releve) for (sien, _), releve in zip(cartes, releves, strict=True)]
        ):
            return Releve(Motif.STATUT_AMBIGU, mien.etat, mien.rangee, "fiche")
        return mien

    def _read_pieces(self, numero: Numero, pieces: Sequence[Piece], *, seule: bool) -> Releve:
        """The status on a card. `seule`: the page is that card, menus and footers included."""
        nommes = [etat for etat in self._labelled(pieces) if fold(etat.texte) not in TOUS]
        libres = [etat for etat in self.etats if etat.tete in pieces and self._is_unnamed(etat, pieces)]
        if nommes:
            codes = {etat.statut.code if etat.statut else etat.texte for etat in nommes}
            contraires = [etat for etat in libres if etat.statut and etat.statut.code not in codes]
            if len(codes) > 1 or contraires:
                return Releve(Motif.STATUT_AMBIGU, None, self._extent(numero, nommes[0], pieces, seule), "fiche")
            return self._conclude(nommes[:1], self._extent(numero, nommes[0], pieces, seule), "fiche")
        if any(piece.nomme is Champ.STATUT for piece in pieces):
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
            if champ is not Champ.STATUT:
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
            and not self.feuille.is_attached(etat.tete, etat.pieces)
        )

    def _is_listed(self, etat: Etat, pieces: Sequence[Piece]) -> bool:
        """In a stepper, a legend, a filter: another status on its line, or two more in its column."""
        if not etat.statut:
            return False
        dedans = [autre for autre in self.etats if autre.statut and autre.tete in pieces]
        autres = [autre for autre in dedans if autre.statut.code != etat.statut.code]
        ligne = [autre for autre in autres if autre.tete.cadre.share_line(etat.tete.cadre)]
        colonne = {
            autre.statut.code
            for autre in autres
            if autre.statut and abs(autre.tete.cadre.x0 - etat.tete.cadre.x0) < etat.tete.cadre.hauteur
        }
        return bool(ligne) or len(colonne) >= 2

    def _is_in_place(self, etat: Etat, numero: Numero) -> bool:
        """Alone on the page: on the line of the number, or over it as the badge of a title is."""
        return etat.tete.cadre.share_line(numero.piece.cadre) or etat.tete.cadre.y < numero.piece.cadre.y

    def _extent(self, numero: Numero, etat: Etat, pieces: Sequence[Piece], seule: bool) -> tuple[Piece, ...]:
        if not seule:
            return tuple(pieces)
        return tuple({*self.feuille.line(numero.piece), *self.feuille.line(etat.tete), *etat.pieces})

    def _cards(self, numeros: Sequence[Numero]) -> list[tuple[Numero, tuple[Piece, ...]]] | None:
        """The pieces that go with each number, by columns of cards then by the widest gap between two numbers."""
        bords = sorted(_edge(numero, self.feuille) for numero in numeros)
        pas = ALIGNE * max(numero.piece.cadre.hauteur for numero in numeros)
        gauches = [bord for rang, bord in enumerate(bords) if rang == 0 or bord - bords[rang - 1] > pas]
        if len(gauches) > 1 and any(etat.tete.cadre.x0 < gauches[0] - pas for etat in self.etats):
            return None
        cartes = []
        for numero in numeros:
            rang = max(i for i, gauche in enumerate(gauches) if gauche - 1 <= _edge(numero, self.feuille) + 1)
            de = gauches[rang] - pas if len(gauches) > 1 else float("-inf")
            a = gauches[rang + 1] - pas / 2 if rang + 1 < len(gauches) else float("inf")
            colonne = [piece for piece in self.feuille.pieces if de <= piece.cadre.x0 < a]
            siens = [autre for autre in numeros if autre.piece in colonne]
            cartes.append((numero, _between_gaps(numero, siens, colonne)))
        return cartes

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

    def _conclude(self, etats: Sequence[Etat], rangee: Sequence[Piece], disposition: str) -> Releve:
        if not etats:
            return Releve(Motif.STATUT_ABSENT, None, tuple(rangee), disposition)
        if len({etat.statut.code if etat.statut else etat.texte for etat in etats}) > 1:
            return Releve(Motif.STATUT_AMBIGU, None, tuple(rangee), disposition)
        motif = Motif.CONFORME if etats[0].statut else Motif.STATUT_INCONNU
        return Releve(motif, etats[0], tuple(rangee), disposition)


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


def _edge(numero: Numero, feuille: Feuille) -> float:
    """The left edge of a number, that of its label included."""
    etiquette = feuille.left_of(numero.piece) if numero.lien in (Lien.GAUCHE, Lien.DANS) else None
    return min(numero.piece.cadre.x0, etiquette.cadre.x0 if etiquette and etiquette.nomme else numero.piece.cadre.x0)


def _between_gaps(numero: Numero, siens: Sequence[Numero], colonne: Sequence[Piece]) -> tuple[Piece, ...]:
    """The part of a column of cards around one number, cut at the widest gap on the way to the next ones."""
    y = numero.piece.cadre.y
    dessus = max((autre.piece.cadre.y for autre in siens if autre.piece.cadre.y < y - 1), default=None)
    dessous = min((autre.piece.cadre.y for autre in siens if autre.piece.cadre.y > y + 1), default=None)
    haut = float("-inf") if dessus is None else _widest_gap(colonne, dessus, y)
    bas = float("inf") if dessous is None else _widest_gap(colonne, y, dessous)
    return tuple(piece for piece in colonne if haut < piece.cadre.y < bas)


def _widest_gap(colonne: Sequence[Piece], de: float, a: float) -> float:
    """Where the widest empty strip between two heights is; its middle."""
    entre = sorted((piece.cadre for piece in colonne if de <= piece.cadre.y <= a), key=lambda cadre: cadre.haut)
    bas, large, milieu = entre[0].bas, float("-inf"), (de + a) / 2
    for cadre in entre[1:]:
        if cadre.haut - bas > large:
            large, milieu = cadre.haut - bas, (cadre.haut + bas) / 2
        bas = max(bas, cadre.bas)
    return milieu


def _are_regular(cartes: Sequence[tuple[Numero, Releve]]) -> bool:
    """Is the status of the first card its own: nearer to its number than to those over and under, and placed as on the
    other cards, of which one at least tells, and none has two?
    """
    if any(releve.motif is Motif.STATUT_AMBIGU for _, releve in cartes):
        return False
    lues = [(numero, releve.etat.tete.cadre) for numero, releve in cartes if releve.etat and releve.etat.statut]
    for numero, cadre in lues:
        rivaux = [autre.piece.cadre for autre, _ in cartes if autre is not numero and _is_aligned(numero, autre)]
        if any(abs(rival.y - cadre.y) <= abs(numero.piece.cadre.y - cadre.y) for rival in rivaux):
            return False
    ecarts = [(cadre.y - numero.piece.cadre.y) / numero.piece.cadre.hauteur for numero, cadre in lues]
    return len(lues) > 1 and max(ecarts) - min(ecarts) < REGULIER
