"""One number of a page, beside its rivals and the statuses that stand there.

Whatever is less than sure is said so (`Motif`), and nothing is taken from a neighbour: another number of the same kind
on the row or in the card, a legend, a stepper, a filter, a sentence.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from dossiers.referentiel.echelle import Echelle
from dossiers.rules.constat import Motif
from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Feuille, Lien, Numero
from dossiers.rules.morceau import Piece
from dossiers.rules.numero import is_same_kind
from dossiers.rules.releve import Etat, Releve
from dossiers.rules.statut import find_statuts, read_statut
from dossiers.rules.voisinage import is_qualified

# In heights of text.
PRES = 1.3


class Cible:
    """A number on a page, against a ladder. `rivaux`: the numbers of its kind, itself included; `autres`: those to keep
    away from; `voisins`: those that stand elsewhere, the same number included; `etats`: what may be a status.
    """

    def __init__(self, feuille: Feuille, numero: Numero, echelle: Echelle) -> None:
        self.feuille, self.numero, self.echelle = feuille, numero, echelle
        self.rivaux = tuple(autre for autre in feuille.numeros if self._is_kin(autre))
        self.autres = [autre for autre in self.rivaux if autre.texte != numero.texte]
        self.voisins = [autre for autre in self.rivaux if autre.piece is not numero.piece]
        self.etats = tuple(etat for piece in feuille.pieces if (etat := self._candidate(piece)))

    @cached_property
    def jalons(self) -> frozenset[Piece]:
        """The steps of a stepper, and the words of one on two lines."""
        lignes = [ligne for etat in self.etats if self._is_stepper(ligne := self.feuille.line(etat.tete))]
        return frozenset(piece for ligne in lignes for piece in self.feuille.pieces if _is_in(piece, ligne))

    def state(self, pieces: Sequence[Piece]) -> Etat:
        """These pieces read together, from the top, as a status of the ladder if they make one."""
        ordonnees = tuple(sorted(pieces, key=lambda piece: (piece.cadre.y, piece.cadre.x0)))
        lignes = [piece.texte for piece in ordonnees]
        return Etat(ordonnees, read_statut(" ".join(lignes), self.echelle))

    def conclude(self, etats: Sequence[Etat], rangee: Sequence[Piece], disposition: str) -> Releve:
        """What is found where the status was looked for: it is said only when there is one, on the ladder and whole."""
        if not etats:
            return Releve(Motif.STATUT_ABSENT, None, tuple(rangee), disposition)
        if len({etat.statut.code if etat.statut else etat.texte for etat in etats}) > 1:
            return Releve(Motif.STATUT_AMBIGU, None, tuple(rangee), disposition)
        motif = Motif.CONFORME if etats[0].statut else Motif.STATUT_INCONNU
        if motif is Motif.CONFORME and is_qualified(self.feuille, etats[0], self.voisins, self.echelle, self.jalons):
            return Releve(Motif.STATUT_AMBIGU, None, tuple(rangee), disposition)
        if motif is Motif.CONFORME and self._is_first(etats[0]):
            motif = Motif.IMAGE_COUPEE
        return Releve(motif, etats[0], tuple(rangee), disposition)

    def is_whole(self, etat: Etat) -> bool:
        """Not a part of a run of text (« Dossier – Examen »), unless the number is another part of the same."""
        return all(piece.source in (None, self.numero.piece.source) for piece in etat.pieces)

    def is_unnamed(self, etat: Etat, pieces: Sequence[Piece]) -> bool:
        """A status that nothing names, that is no step of a list of them, and that no date follows or precedes."""
        champ, lien, etiquette = self.feuille.label_of(etat.tete)
        etape = lien is Lien.DESSUS and etiquette is not None and len(self._codes(self.feuille.line(etiquette))) > 1
        return (
            (champ in (None, Champ.LOGICIEL) or etape)
            and self.is_whole(etat)
            and not self._is_listed(etat, pieces)
            and not self.feuille.is_filter(etat.tete)
            and not self.feuille.is_attached(etat.tete, etat.pieces)
        )

    def is_other_row(self, piece: Piece) -> bool:
        """On the line of a number."""
        return any(autre.piece.cadre.share_line(piece.cadre) for autre in self.rivaux)

    def _is_listed(self, etat: Etat, pieces: Sequence[Piece]) -> bool:
        """In a stepper, a legend, a filter: another status on its line, or two more in its column."""
        ligne = [piece for piece in pieces if piece.cadre.share_line(etat.tete.cadre)]
        colonne = {
            autre.statut.code
            for autre in self.etats
            if autre.statut and autre.tete in pieces
            if abs(autre.tete.cadre.x0 - etat.tete.cadre.x0) < etat.tete.cadre.hauteur
        }
        return etat.tete in self.jalons or len(self._codes(ligne)) > 1 or len(colonne) > 2

    def _is_stepper(self, ligne: Sequence[Piece]) -> bool:
        """A line of three statuses or more and of little else, in the order of the ladder: not cards side by side."""
        lus = {piece: read_statut(piece.texte, self.echelle) for piece in ligne}
        parlants = [piece for piece in ligne if lus[piece] or find_statuts(piece.texte, self.echelle)]
        rangs = [statut.rang for statut in lus.values() if statut and statut.rang is not None]
        nommes = [piece for piece in parlants if self._is_named(piece)]
        return (
            len(self._codes(ligne)) > 2
            and 3 * len(parlants) >= 2 * len(ligne)
            and rangs == sorted(set(rangs))
            and len(nommes) < 2
        )

    def _is_named(self, piece: Piece) -> bool:
        champ, lien, _ = self.feuille.label_of(piece)
        return champ is Champ.STATUT and lien is not Lien.ENTETE

    def _codes(self, ligne: Sequence[Piece]) -> set[str]:
        return find_statuts(" ".join(piece.texte for piece in ligne), self.echelle)

    def _is_first(self, etat: Etat) -> bool:
        """Does a status that no label vouches for begin where the whole page does? Some of it may be cut off."""
        bord = min(piece.cadre.x0 for piece in self.feuille.pieces)
        nomme = self.feuille.label_of(etat.tete)[0] is Champ.STATUT
        return not nomme and any(piece.cadre.x0 < bord + piece.cadre.hauteur for piece in etat.pieces)

    def _is_kin(self, numero: Numero) -> bool:
        if numero.champ is Champ.NIL:
            return True
        if self.numero.champ is Champ.NIL and numero.cadre.texte != numero.piece.texte:
            return False  # « © 2026 », « Ambula 360 »: no number of its own, beside one that has a label
        return numero.champ in (None, Champ.LOGICIEL) and is_same_kind(self.numero.texte, numero.texte)

    def _candidate(self, piece: Piece) -> Etat | None:
        if piece.nomme:
            return None
        etat = self.state(self.feuille.stack(piece))
        if etat.statut:
            return etat if etat.tete is piece else None
        seul = self.state([piece])
        return seul if seul.statut and len(etat.pieces) > 1 and self._is_list(etat.pieces) else None

    def _is_list(self, pieces: Iterable[Piece]) -> bool:
        """Lines that are each a status: a list of them, not one cell of several lines."""
        return sum(read_statut(piece.texte, self.echelle) is not None for piece in pieces) > 1


def _is_in(piece: Piece, ligne: Sequence[Piece]) -> bool:
    """On that line, or a line of text over or under it, between its ends."""
    cadre, gauche, droite = piece.cadre, ligne[0].cadre.x0, max(autre.cadre.x1 for autre in ligne)
    pres = abs(cadre.y - ligne[0].cadre.y) < PRES * min(cadre.hauteur, ligne[0].cadre.hauteur)
    return piece in ligne or (pres and gauche < cadre.x0 and cadre.x1 < droite)
