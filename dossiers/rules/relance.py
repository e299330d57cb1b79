"""When a reminder is due: a ladder of days of inaction, at a decent hour of Paris, each rung once per round.

A round (`tour`) is the time between two submissions of an étape. An act of the éditeur pushes the next rung back; it
never brings back a rung already sent. A rung that comes late pushes back those that follow: never two at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dossiers.rules.parcours import A_L_EDITEUR, ETAPES_SAISIES
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.situation import PARIS, Situation

# The hour of Paris from which nobody is reminded any more that day.
SOIR = 19


@dataclass(frozen=True)
class Echelon:
    """`rang` from 1; the rung past the last day is the ANS référent's (`pour_ans`). `le` is aware."""

    rang: int
    le: datetime
    pour_ans: bool


def rung_date(depuis: datetime, jours: int, heure: int) -> datetime:
    """The hour `heure` of Paris, `jours` days after the day of `depuis`, moved to Monday when it falls on a weekend."""
    jour = depuis.astimezone(PARIS).date() + timedelta(days=jours)
    return datetime.combine(_working_day(jour), time(heure), PARIS)


def next_echelon(
    depuis: datetime, faits: int, jours: Sequence[int], heure: int, derniere: datetime | None = None
) -> Echelon | None:
    """The next rung after `faits` rungs done in this round; None when the ladder is used up.

    The ladder has one more rung than `jours`: the ANS référent is told the working day after the last one. `derniere`:
    when the last rung of this round was done; the next keeps its distance from it, however late that one was.
    """
    if faits > len(jours):
        return None
    paliers = (*jours, (jours[-1] if jours else 0) + 1)
    le = rung_date(depuis, paliers[faits], heure)
    if derniere and faits:
        le = max(le, rung_date(derniere, paliers[faits] - paliers[faits - 1], heure))
    return Echelon(faits + 1, le, faits == len(jours))


def next_decent(le: datetime, heure: int) -> datetime:
    """`le` itself when someone may be reminded then, else the next moment when they may: a weekday, from `heure` on."""
    ici = le.astimezone(PARIS)
    if ici.weekday() < 5 and heure <= ici.hour < SOIR:
        return le
    jour = ici.date() + timedelta(days=0 if ici.hour < heure else 1)
    return datetime.combine(_working_day(jour), time(heure), PARIS)


def awaits_editeur(situation: Situation) -> bool:
    """True when the ball is in the éditeur's court: something is missing, or all is ready and not sent.

    Never at an étape that is not filled in here: nobody is reminded of what they cannot do.
    """
    return situation.etat in A_L_EDITEUR and situation.etape in ETAPES_SAISIES


def remains_due(situation: Situation, etape: int, tour: int, codes: Collection[str]) -> bool:
    """Whether a reminder written for this round, about these blocking lines (none: all was ready), still makes sense.

    It no longer does once the étape was sent or left, or when nothing it was about is missing any more.
    """
    if not awaits_editeur(situation) or (situation.etape, situation.tour) != (etape, tour):
        return False
    manquent = {ligne.code for ligne in prepare_etape(situation).bloquantes}
    return bool(manquent.intersection(codes)) if codes else not manquent


def _working_day(jour: date) -> date:
    return jour + timedelta(days=7 - jour.weekday() if jour.weekday() >= 5 else 0)
