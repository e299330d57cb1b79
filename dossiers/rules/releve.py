"""What a page says of the status of one number: a cell, what it names on the ladder, and what may be in the way."""

from dataclasses import dataclass

from dossiers.referentiel.echelle import Statut
from dossiers.rules.constat import Motif
from dossiers.rules.morceau import Piece


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
