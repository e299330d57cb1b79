"""How a day and an hour are said to people, everywhere alike: « 1er avril 2026 à 17 h 30 ».

A moment is said in the hour of Paris; one without a zone is taken as already said so. The spaces of an hour do not
break. Machines read ISO instead.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
SEMAINE = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
MOIS_COURTS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def day_words(le: date, *, semaine: bool = False, annee: bool = True) -> str:
    """« 1er avril 2026 », « mercredi 1er avril ». `le`: a day, or a moment of it."""
    le = _here(le)
    mots = [SEMAINE[le.weekday()]] * semaine + ["1er" if le.day == 1 else str(le.day), MOIS[le.month - 1]]
    return " ".join(mots + [str(le.year)] * annee)


def month_words(le: date, *, annee: bool = False) -> str:
    """« avr. », « janv. 2027 », where there is little room."""
    return MOIS_COURTS[le.month - 1] + f" {le.year}" * annee


def ouvres_words(jours: int) -> str:
    """« 1 jour ouvré », « 9 jours ouvrés »."""
    return f"{jours} jour{'s' * (jours > 1)} ouvré{'s' * (jours > 1)}"


def hour_words(le: datetime, *, secondes: bool = False) -> str:
    """« 17 h 05 », « 17 h » when it strikes, « 17 h 05 min 09 s » on what must be exact."""
    le = _here(le)
    if secondes:
        return f"{le.hour}\u00a0h\u00a0{le.minute:02}\u00a0min\u00a0{le.second:02}\u00a0s"
    return f"{le.hour}\u00a0h\u00a0{le.minute:02}" if le.minute else f"{le.hour}\u00a0h"


def moment_words(le: datetime, *, semaine: bool = False, annee: bool = True, secondes: bool = False) -> str:
    """« 1er avril 2026 à 17 h 30 »."""
    return f"{day_words(le, semaine=semaine, annee=annee)} à {hour_words(le, secondes=secondes)}"


def _here(le):
    return le.astimezone(PARIS) if isinstance(le, datetime) and le.tzinfo else le
