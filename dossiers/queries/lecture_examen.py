"""What the machine read on a proof that was sent, beside it for its reviewer."""

from dataclasses import dataclass

from dossiers.models import Lecture, Piece
from dossiers.queries.piece import lecture_of
from dossiers.queries.rejeu import Rejeu, replays_of
from dossiers.referentiel.exigence import Exigence
from dossiers.rules.cadre import Cadre, frame_of
from dossiers.rules.comparaison import Comparaison, compare_lecture
from dossiers.rules.concordance import constat_of, is_maintained
from dossiers.rules.constat import Constat, Issue
from dossiers.rules.situation import Situation


@dataclass(frozen=True)
class LectureExamen:
    """`constat` is judged on what was sent. `maintenue`: the éditeur answered for it. `rejeux`: other dossiers."""

    piece: Piece
    lecture: Lecture
    constat: Constat
    cadre: Cadre | None
    comparaisons: tuple[Comparaison, ...]
    maintenue: bool
    rejeux: tuple[Rejeu, ...]

    @property
    def douteuse(self) -> bool:
        """True when a person should look twice."""
        return self.constat.issue is not Issue.CONCORDANT or bool(self.rejeux)


def examined_lecture(exigence: Exigence, situation: Situation, piece: Piece | None) -> LectureExamen | None:
    """The reading of the proof of a requirement, as submitted; None when nothing was read on it."""
    constat = constat_of(exigence, situation)
    if constat is None or piece is None:
        return None
    pages = situation.pieces[exigence.code].pages
    return LectureExamen(
        piece=piece,
        lecture=lecture_of(piece),
        constat=constat,
        cadre=frame_of(pages, constat) if pages else None,
        comparaisons=compare_lecture(constat, exigence, situation),
        maintenue=is_maintained(constat, exigence, situation),
        rejeux=replays_of(piece),
    )
