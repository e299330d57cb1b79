"""The calendar of a dossier: the next limit, those that have passed. Limits carry an hour, in Paris."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dossiers.referentiel.dispositif import Echeance
from dossiers.rules.jour import PARIS
from dossiers.rules.situation import Situation


@dataclass(frozen=True)
class Limite:
    """`le` is the aware moment after which the calendar is missed; `tenue`: the étape was sent before it.

    The éditeur's clock stands while the ANS has the dossier: what was sent in time is not missed later, and what is
    sent again after complements were asked for is not late.
    """

    echeance: Echeance
    le: datetime
    depassee: bool
    tenue: bool = False


@dataclass(frozen=True)
class Deplacement:
    """A limit that moved from one version to the next; `avant` or `apres` None when it appeared or went away."""

    code: str
    libelle: str
    avant: datetime | None
    apres: datetime | None


def moved_limites(avant: Iterable[Echeance], apres: Iterable[Echeance]) -> list[Deplacement]:
    """What changed of the dates, by code, in the order of the new dates; what only changed its words is not told."""
    anciennes = {echeance.code: echeance for echeance in avant}
    nouvelles = {echeance.code: echeance for echeance in apres}
    changes = []
    for code in dict.fromkeys((*nouvelles, *anciennes)):
        ancienne, nouvelle = anciennes.get(code), nouvelles.get(code)
        if _limit(ancienne) != _limit(nouvelle):
            changes.append(Deplacement(code, (nouvelle or ancienne).libelle, _limit(ancienne), _limit(nouvelle)))
    return sorted(changes, key=lambda d: d.apres or d.avant)


def _limit(echeance: Echeance | None) -> datetime | None:
    return echeance.limite.replace(tzinfo=PARIS) if echeance else None


def limites(situation: Situation) -> tuple[Limite, ...]:
    """All the limits of the dispositif, in order of time."""
    datees = [(echeance.limite.replace(tzinfo=PARIS), echeance) for echeance in situation.dispositif.echeances]
    return tuple(_limite(e, le, situation) for le, e in sorted(datees, key=lambda paire: paire[0]))


def _limite(echeance: Echeance, le: datetime, situation: Situation) -> Limite:
    depot = situation.depot
    tenue = depot is not None and echeance.etape == situation.etape and (depot.premier_le or depot.le) < le
    return Limite(echeance, le, situation.le >= le and not tenue, tenue)


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
