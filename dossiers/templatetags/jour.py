"""Days and hours said to people: every template has these filters, and none uses `date` but for machines.

A filter takes a day, a moment, or either as a sealed content keeps it (ISO text); it says nothing of None.
"""

from collections.abc import Callable
from datetime import date, datetime

from django import template

from dossiers.rules.jour import day_words, hour_words, moment_words, ouvres_words

register = template.Library()
Moment = date | str | None


@register.filter
def jour(le: Moment) -> str:
    """« 1er avril 2026 »."""
    return _said(day_words, le)


@register.filter
def jour_court(le: Moment) -> str:
    """« 1er avril »."""
    return _said(day_words, le, annee=False)


@register.filter
def jour_semaine(le: Moment) -> str:
    """« mercredi 1er avril 2026 »."""
    return _said(day_words, le, semaine=True)


@register.filter
def jour_semaine_court(le: Moment) -> str:
    """« mercredi 1er avril »."""
    return _said(day_words, le, semaine=True, annee=False)


@register.filter
def heure(le: Moment) -> str:
    """« 17 h 30 »."""
    return _said(hour_words, le)


@register.filter
def moment(le: Moment) -> str:
    """« 1er avril 2026 à 17 h 30 »."""
    return _said(moment_words, le)


@register.filter
def moment_court(le: Moment) -> str:
    """« 1er avril à 17 h 30 »."""
    return _said(moment_words, le, annee=False)


@register.filter
def moment_semaine(le: Moment) -> str:
    """« mercredi 1er avril 2026 à 17 h 30 »."""
    return _said(moment_words, le, semaine=True)


@register.filter
def moment_semaine_court(le: Moment) -> str:
    """« mercredi 1er avril à 17 h 30 »."""
    return _said(moment_words, le, semaine=True, annee=False)


@register.filter
def moment_exact(le: Moment) -> str:
    """« 1er avril 2026 à 17 h 30 min 12 s », on a receipt."""
    return _said(moment_words, le, secondes=True)


@register.filter
def jours_ouvres(jours: int) -> str:
    """« 9 jours ouvrés »."""
    return ouvres_words(jours)


def _said(mots: Callable[..., str], le: Moment, **comment: bool) -> str:
    return mots(datetime.fromisoformat(le) if isinstance(le, str) else le, **comment) if le else ""
