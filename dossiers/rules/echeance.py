"""The calendar of a dossier: the next limit, those that have passed. Limits carry an hour, in Paris."""

from dataclasses import dataclass
from datetime import datetime

from dossiers.referentiel.dispositif import Echeance
from dossiers.rules.situation import PARIS, Situation


@dataclass(frozen=True)
class Limite:
    """`le` is the aware moment after which the calendar is missed."""

    echeance: Echeance
    le: datetime
    depassee: bool


def limites(situation: Situation) -> tuple[Limite, ...]:
    """All the limits of the dispositif, in order of time."""
    datees = [(echeance.limite.replace(tzinfo=PARIS), echeance) for echeance in situation.dispositif.echeances]
    return tuple(Limite(e, le, situation.le >= le) for le, e in sorted(datees, key=lambda paire: paire[0]))


def next_limite(situation: Situation) -> Limite | None:
    """The limit that concerns the current étape: the earliest ahead, else the last one missed; None when none is known."""
    concernees = [
        limite for limite in limites(situation) if limite.echeance.etape in (None, situation.etape)
    ]  # fmt: skip
    devant = [limite for limite in concernees if not limite.depassee]
    return next(iter(devant or concernees[-1:]), None)
