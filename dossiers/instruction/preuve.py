"""The proofs beside the requirements, in the order they are looked at: those sent, each before what it replaced."""

from collections.abc import Iterator
from dataclasses import dataclass

from dossiers.models import Piece
from dossiers.queries.examen import Instruction
from dossiers.queries.lecture import pages_of
from dossiers.queries.lecture_examen import LectureExamen
from dossiers.queries.ligne_examen import Donne, LigneExamen
from dossiers.queries.piece import lecture_of
from dossiers.rules.cadre import page_tops, share_of_extract
from dossiers.rules.zone import Zone


@dataclass(frozen=True)
class Preuve:
    """One file. `rivale`: the file it replaced, or that replaced it. `zone`: what a correction pointed at on it."""

    ligne: LigneExamen
    donne: Donne
    piece: Piece
    rang: int
    remplacee: bool = False
    rivale: Piece | None = None
    zone: Zone | None = None

    @property
    def lue(self) -> LectureExamen | None:
        """What the machine read, when it stands on this very file."""
        lue = self.ligne.lecture_avant if self.remplacee else self.ligne.lecture
        return lue if lue and lue.piece == self.piece else None

    @property
    def hauts(self) -> str:
        """Where each page of the preview begins, in ten-thousandths."""
        lecture = lecture_of(self.piece)
        pages = pages_of(lecture) if lecture else None
        return " ".join(map(str, page_tops(pages or (), self.piece.pages_montrees)))

    @property
    def extrait(self) -> str:
        """The zone that was read, in ten-thousandths: x, y, width, height; empty when nothing was."""
        part = share_of_extract(self.lue.cadre) if self.lue and self.lue.cadre else None
        return " ".join(map(str, part)) if part else ""


def preuves_of(instruction: Instruction) -> tuple[Preuve, ...]:
    """Every file to look at, requirement after requirement."""
    return tuple(preuve for ligne in instruction.lignes for preuve in _of_line(ligne))


def _of_line(ligne: LigneExamen) -> Iterator[Preuve]:
    avant, maintenant = ligne.avant.fichiers if ligne.avant else (), ligne.donne.fichiers
    anciennes = [piece for piece in avant if piece not in maintenant]
    nouvelles = [piece for piece in maintenant if piece not in avant] if avant else []
    couples = dict(zip(nouvelles, anciennes, strict=False))
    inverses = {ancienne: nouvelle for nouvelle, ancienne in couples.items()}
    for rang, piece in enumerate(maintenant, 1):
        yield Preuve(ligne, ligne.donne, piece, rang, False, couples.get(piece), _zone(ligne.examen, piece))
    for piece in anciennes:
        rang = avant.index(piece) + 1
        yield Preuve(ligne, ligne.avant, piece, rang, True, inverses.get(piece), _zone(ligne.contestee, piece))


def _zone(examen, piece: Piece) -> Zone | None:
    zone = examen.zone if examen else None
    return zone if zone and zone.piece == str(piece.uuid) else None
