"""By when a dossier is to be handled: what the queue is sorted by.

The sooner of two dates: the limit of the guichet that was ahead when the wait began, and the day when the reminders
first name whoever must act (the référent of what the ANS has, the ANS itself for what an éditeur leaves aside). Nothing
here depends on the hour at which it is computed: a dossier that nobody touches keeps its date.
"""

from dataclasses import replace
from datetime import UTC, datetime

from dossiers.referentiel.exigence import Porteur
from dossiers.referentiel.relance import Depuis, Pour
from dossiers.rules.calendrier import Calendrier, day_of, moment
from dossiers.rules.echeance import next_limite
from dossiers.rules.relance import echelle_of
from dossiers.rules.situation import Situation

# Nobody is awaited: after everything else in a list sorted by date.
JAMAIS = datetime(3000, 1, 1, tzinfo=UTC)
# Working days, for texts whose reminders say nothing of it.
JOURS_ANS, JOURS_AUTRES = 10, 16


def due_moment(
    situation: Situation, bloqueur: Porteur | None, depuis: datetime, calendrier: Calendrier, heure: int
) -> datetime:
    """When this dossier is due, aware. `depuis`: when whoever must act (`bloqueur`) began to be awaited."""
    if bloqueur is None:
        return JAMAIS
    jour = calendrier.add_ouvres(day_of(depuis), allowed_days(situation, bloqueur))
    limite = next_limite(replace(situation, le=depuis))
    delai = moment(jour, heure)
    return min(delai, limite.le) if limite and limite.le > depuis else delai


def allowed_days(situation: Situation, bloqueur: Porteur) -> int:
    """The working days that the référentiel leaves: to the ANS to decide, to anyone else before the ANS is told."""
    if bloqueur is Porteur.ANS:
        return next((r.jours for r in echelle_of(situation, Depuis.INSTRUCTION)), JOURS_ANS)
    silences = echelle_of(situation, Depuis.SILENCE)
    return next((r.jours for r in silences if r.pour is Pour.ANS), JOURS_AUTRES)
