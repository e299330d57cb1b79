"""What the machine read on a proof that was sent, beside it for its reviewer."""

from collections.abc import Sequence
from dataclasses import dataclass

from dossiers.models import Lecture, Piece
from dossiers.queries.piece import lecture_of
from dossiers.referentiel.exigence import Exigence
from dossiers.rules.cadre import Cadre, frame_of
from dossiers.rules.comparaison import Comparaison, compare_lecture
from dossiers.rules.concordance import constat_of, is_maintained, shown_file
from dossiers.rules.constat import Constat, Issue
from dossiers.rules.situation import Situation


@dataclass(frozen=True)
class LectureExamen:
    """`constat` is judged on what was sent, `piece` the file on which it stands. `maintenue`: the éditeur answered for
    it.
    """

    piece: Piece
    lecture: Lecture | None
    constat: Constat
    cadre: Cadre | None
    comparaisons: tuple[Comparaison, ...]
    maintenue: bool

    @property
    def douteuse(self) -> bool:
        """True when a person should look twice."""
        return self.constat.issue is not Issue.CONCORDANT


def examined_lecture(exigence: Exigence, situation: Situation, fichiers: Sequence[Piece]) -> LectureExamen | None:
    """The reading of the proof of a requirement, as submitted (`fichiers`, in order); None when nothing was read."""
    constat = constat_of(exigence, situation)
    if constat is None or not fichiers:
        return None
    montree, avant = shown_file(constat, exigence.code, situation)
    return LectureExamen(
        piece=next(piece for piece in fichiers if str(piece.uuid) == montree.uuid),
        lecture=lecture_of(fichiers[0]),
        constat=constat,
        cadre=frame_of(montree.pages, constat, avant),
        comparaisons=compare_lecture(constat, exigence, situation),
        maintenue=is_maintained(constat, exigence, situation),
    )
