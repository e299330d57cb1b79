"""On a page, the status that goes with one number: by the row of a table, or by the card it stands on.

Whatever is less than sure is said so (`Motif`), and nothing is taken from a neighbour: another number of the same kind
on the row or in the card, a legend, a stepper, a filter, a sentence.
"""

from collections.abc import Iterable, Sequence

from dossiers.referentiel.echelle import Echelle
from dossiers.rules.carte import are_regular, cut_grid
from dossiers.rules.colonne import column_of, crosses, is_aligned
from dossiers.rules.constat import Motif
from dossiers.rules.decalage import find_shifted
from dossiers.rules.detail import find_detail
from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Feuille, Lien, Numero
from dossiers.rules.morceau import Piece
from dossiers.rules.numero import DATE, is_same_kind
from dossiers.rules.releve import Etat, Releve
from dossiers.rules.statut import find_statuts, read_statut
from dossiers.rules.voisinage import find_lines, is_qualified

# In heights of text.
DEMI_RANGEE = 1.4
DEMI_RANGEE_MAX = 3.0
LOIN_DU_TITRE = 8


class Lecteur:
    """Reads one page against a ladder, for one number: others of its kind are to keep away from."""

    def __init__(self, feuille: Feuille, numero: Numero, echelle: Echelle) -> None:
        self.feuille, self.numero, self.echelle = feuille, numero, echelle
        self.rivaux = tuple(numero for numero in feuille.numeros if self._is_kin(numero))
        self.etats = tuple(etat for piece in feuille.pieces if (etat := self._candidate(piece)))

    def read(self) -> Releve:
        """The status of that number on this page."""
        numero = self.numero
        if self._is_tabular(numero):
            releve = self._read_row(numero)
            if releve.motif in (Motif.STATUT_ABSENT, Motif.STATUT_INCONNU):
                releve = self._read_shifted(numero) or releve
            if releve.motif is not Motif.STATUT_ABSENT or self._others(numero):
                return releve
            if any(piece.nomme is Champ.STATUT for piece in self.feuille.head_over(numero.piece)):
                return releve
        releve = self._read_line(numero) or self._read_card(numero)
        return releve if releve.motif is Motif.CONFORME else self._read_detail(numero) or releve

    # ------------------------------------------------------------ rows

    def _is_tabular(self, numero: Numero) -> bool:
        """In a table: named by the head of its column, or by nothing."""
        if numero.lien in (Lien.DANS, Lien.GAUCHE, Lien.DESSUS):
            return False
        return all(is_aligned(numero, autre) for autre in self._others(numero))

    def _read_row(self, numero: Numero) -> Releve:
        bande = self._band(numero)
        ligne = tuple(piece for piece in bande if piece.cadre.share_line(numero.piece.cadre))
        if any(autre.piece in bande for autre in self._others(numero)):
            return Releve(Motif.STATUT_AMBIGU, None, ligne, "tableau")
        tete = self.feuille.head_over(numero.piece)
        colonnes = [piece for piece in tete if piece.nomme is Champ.STATUT]
        if len(colonnes) > 1:
            return Releve(Motif.STATUT_AMBIGU, None, ligne, "tableau")
        if colonnes:
            etats = self._column(numero, bande, colonnes[0], tete)
        else:
            etats = [etat for etat in self._row_states(numero, bande, ligne) if self._is_free(etat, tete)]
            if any(self._has_orphans(etat, bande) for etat in etats):
                return Releve(Motif.STATUT_AMBIGU, None, ligne, "tableau")
        return self._conclude(etats, bande, "tableau")

    def _read_shifted(self, numero: Numero) -> Releve | None:
        """In a table where no status stands on the line of its number."""
        etat = find_shifted(self.feuille, numero, self.rivaux, self.etats)
        return self._conclude([etat], (*self.feuille.line(numero.piece), *etat.pieces), "tableau") if etat else None

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
        pieces = [piece for piece in bande if piece not in tete and column_of(piece, tete) is colonne]
        pieces = [piece for piece in pieces if piece.champ is not Champ.DATE and not DATE.fullmatch(piece.texte)]
        if not pieces or not crosses(pieces, numero):
            return []
        debord = {autre for piece in pieces for autre in find_lines(self.feuille, piece, colonne, tete)} - set(bande)
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
            if not crosses(pile, numero):
                continue
            if (
                etat.statut
                and self._is_whole(etat)
                and etat not in etats
                and not self.feuille.is_attached(piece, (numero.piece, *pile))
            ):
                etats.append(etat)
        return etats

    def _is_free(self, etat: Etat, tete: Sequence[Piece]) -> bool:
        """Not under the head of another field, nor under one that cannot be made out: a page cut on its left shows the
        end of its labels, and « Homologué » for « Non homologué ».
        """
        colonne = column_of(etat.tete, tete)
        return colonne is None or colonne.nomme is Champ.STATUT

    def _read_line(self, numero: Numero) -> Releve | None:
        """A list whose numbers bear their label and stand in one column: the one status of the number's own line."""
        if not all(is_aligned(numero, autre) for autre in self._others(numero)):
            return None
        ligne = self.feuille.line(numero.piece)
        etats = [etat for etat in self.etats if etat.tete in ligne and self._is_unnamed(etat, ligne)]
        if len(etats) != 1 or any(autre.piece in ligne for autre in self._others(numero)):
            return None
        if self._has_orphans(etats[0], ligne):
            return None
        return self._conclude(etats, ligne, "tableau")

    def _has_orphans(self, etat: Etat, ligne: Sequence[Piece]) -> bool:
        """Statuses above or under it, on lines without a number: it is one of a legend, here by chance."""
        return any(
            autre.tete not in ligne
            and autre.tete.cadre.share_column(etat.tete.cadre)
            and not self._is_other_row(autre.tete)
            for autre in self.etats
        )

    # ------------------------------------------------------------ cards

    def _read_card(self, numero: Numero) -> Releve:
        autres = self._others(numero)
        if not autres:
            return self._read_pieces(numero, self.feuille.pieces, seule=True)
        cartes = cut_grid([numero, *autres], self.feuille.pieces, [etat.tete for etat in self.etats])
        if cartes is None:
            return Releve(Motif.STATUT_AMBIGU, None, tuple(self.feuille.line(numero.piece)), "fiche")
        releves = [(carte, self._read_pieces(carte.numero, carte.pieces, seule=False)) for carte in cartes]
        mien = releves[0][1]
        if mien.motif is Motif.CONFORME and not are_regular(releves):
            return Releve(Motif.STATUT_AMBIGU, mien.etat, mien.rangee, "fiche")
        return mien

    def _read_detail(self, numero: Numero) -> Releve | None:
        """The page of one request, beside the list of the others: the one status that its own label names."""
        pieces = find_detail(self.feuille, numero, self._others(numero))
        return self._read_pieces(numero, pieces, seule=True) if pieces and self._labelled(pieces) else None

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
        champ, lien, etiquette = self.feuille.label_of(etat.tete)
        etape = lien is Lien.DESSUS and etiquette is not None and len(self._codes(self.feuille.line(etiquette))) > 1
        return (
            (champ in (None, Champ.LOGICIEL) or etape)
            and self._is_whole(etat)
            and not self._is_listed(etat, pieces)
            and not self.feuille.is_filter(etat.tete)
            and not self.feuille.is_attached(etat.tete, etat.pieces)
        )

    def _is_whole(self, etat: Etat) -> bool:
        """Not a part of a run of text (« Dossier – Examen »), unless the number is another part of the same."""
        return all(piece.source in (None, self.numero.piece.source) for piece in etat.pieces)

    def _is_listed(self, etat: Etat, pieces: Sequence[Piece]) -> bool:
        """In a stepper, a legend, a filter: another status on its line, or two more in its column."""
        ligne = [piece for piece in pieces if piece.cadre.share_line(etat.tete.cadre)]
        colonne = {
            autre.statut.code
            for autre in self.etats
            if autre.statut and autre.tete in pieces
            if abs(autre.tete.cadre.x0 - etat.tete.cadre.x0) < etat.tete.cadre.hauteur
        }
        return len(self._codes(ligne)) > 1 or len(colonne) > 2

    def _codes(self, ligne: Sequence[Piece]) -> set[str]:
        return find_statuts(" ".join(piece.texte for piece in ligne), self.echelle)

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

    # ------------------------------------------------------------ both

    def _others(self, numero: Numero) -> list[Numero]:
        return [autre for autre in self.rivaux if autre.texte != numero.texte]

    def _is_kin(self, numero: Numero) -> bool:
        if numero.champ is Champ.NIL:
            return True
        if self.numero.champ is Champ.NIL and numero.cadre.texte != numero.piece.texte:
            return False  # « © 2026 », « Ambula 360 »: no number of its own, beside one that has a label
        return numero.champ in (None, Champ.LOGICIEL) and is_same_kind(self.numero.texte, numero.texte)

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
        if motif is Motif.CONFORME and is_qualified(self.feuille, etats[0], self._others(self.numero), self.echelle):
            return Releve(Motif.STATUT_AMBIGU, None, tuple(rangee), disposition)
        if motif is Motif.CONFORME and self._is_first(etats[0]):
            motif = Motif.IMAGE_COUPEE
        return Releve(motif, etats[0], tuple(rangee), disposition)
