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
    """The limit that governs the current étape: that of the nearest étape not behind, ahead or else the last missed.

    Without any, the earliest general limit ahead; None when the calendar is not known.
    """
    toutes = limites(situation)
    etapes = [limite.echeance.etape for limite in toutes if (limite.echeance.etape or 0) >= situation.etape]
    proche = min(etapes, default=None)
    concernees = [limite for limite in toutes if limite.echeance.etape == proche]
    devant = [limite for limite in concernees if not limite.depassee]
    return next(iter(devant or concernees[-1:]), None)
