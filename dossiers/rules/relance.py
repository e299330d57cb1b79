"""When a reminder is due: a ladder of days of inaction, at a decent hour of Paris, each rung once per round.

A round (`tour`) is the time between two submissions of an étape. An act of the éditeur pushes the next rung back; it
never brings back a rung already sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from dossiers.rules.parcours import A_L_EDITEUR
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.situation import PARIS, Situation


@dataclass(frozen=True)
class Echelon:
    """`rang` from 1; the rung past the last day is the ANS référent's (`pour_ans`). `le` is aware."""

    rang: int
    le: datetime
    pour_ans: bool


def rung_date(depuis: datetime, jours: int, heure: int) -> datetime:
    """The hour `heure` of Paris, `jours` days after the day of `depuis`, moved to Monday when it falls on a weekend."""
    jour = depuis.astimezone(PARIS).date() + timedelta(days=jours)
    jour += timedelta(days=max(0, 7 - jour.weekday()) if jour.weekday() >= 5 else 0)
    return datetime.combine(jour, time(heure), PARIS)


def next_echelon(depuis: datetime, faits: int, jours: Sequence[int], heure: int) -> Echelon | None:
    """The next rung after `faits` rungs done in this round; None when the ladder is used up.

    The ladder has one more rung than `jours`: the ANS référent is told the working day after the last one.
    """
    if faits > len(jours):
        return None
    pour_ans = faits == len(jours)
    delai = jours[faits] if not pour_ans else (jours[-1] if jours else 0) + 1
    return Echelon(faits + 1, rung_date(depuis, delai, heure), pour_ans)


def awaits_editeur(situation: Situation) -> bool:
    """True when the ball is in the éditeur's court: something is missing, or all is ready and not sent."""
    if situation.etat not in A_L_EDITEUR:
        return False
    return situation.etape <= 2 or bool(prepare_etape(situation).bloquantes)
