"""Days and hours said to people: every template has these filters, and none uses `date` but for machines.

A filter takes a day, a moment, or either as a sealed content keeps it (ISO text); it says nothing of None.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from django import template

from dossiers.rules.jour import day_words, hour_words, moment_words

register = template.Library()


def _said(mots: Callable[..., str], le: date | str | None, **comment: bool) -> str:
    return mots(datetime.fromisoformat(le) if isinstance(le, str) else le, **comment) if le else ""


for _nom, _mots, _comment in (
    ("jour", day_words, {}),  # 1er avril 2026
    ("jour_court", day_words, {"annee": False}),  # 1er avril
    ("jour_semaine", day_words, {"semaine": True}),  # mercredi 1er avril 2026
    ("jour_semaine_court", day_words, {"semaine": True, "annee": False}),  # mercredi 1er avril
    ("heure", hour_words, {}),  # 17 h 30
    ("moment", moment_words, {}),  # 1er avril 2026 à 17 h 30
    ("moment_court", moment_words, {"annee": False}),  # 1er avril à 17 h 30
    ("moment_semaine", moment_words, {"semaine": True}),  # mercredi 1er avril 2026 à 17 h 30
    ("moment_semaine_court", moment_words, {"semaine": True, "annee": False}),  # mercredi 1er avril à 17 h 30
    ("moment_exact", moment_words, {"secondes": True}),  # 1er avril 2026 à 17 h 30 min 12 s
):
    register.filter(_nom, partial(_said, _mots, **_comment))
