"""How long each step has taken so far: the median and the 80th percentile of what was observed, in working days."""

from collections.abc import Iterable
from datetime import datetime
from statistics import median, quantiles

from dossiers.models import Soumission
from dossiers.referentiel.commun import Commun
from dossiers.referentiel.exigence import Porteur
from dossiers.referentiel.jalon import Fin, Jalon
from dossiers.rules.calendrier import Calendrier, day_of
from dossiers.rules.retroplan import OBSERVATIONS_MIN, Duree

# The latest decisions: enough to be true, few enough to be cheap.
LUES = 500


def durees_of(commun: Commun, calendrier: Calendrier) -> dict[str, Duree]:
    """Step → its time. The ANS's decisions are measured on all dossiers: one query; the rest is the text's estimate."""
    observees = _decisions(calendrier)
    return {jalon.code: _duree(jalon, observees) for jalon in commun.jalons}


def _duree(jalon: Jalon, observees: dict[int, list[int]]) -> Duree:
    vues = observees.get(jalon.etape, []) if (jalon.fin, jalon.porteur) == (Fin.DECISION, Porteur.ANS) else []
    if len(vues) < OBSERVATIONS_MIN:
        return Duree(jalon.jours, observees=len(vues))
    return Duree(percentile_80(vues), round(median(vues)), len(vues))


def percentile_80(jours: Iterable[int]) -> int:
    """Four times in five it took that long or less."""
    return round(quantiles(jours, n=5, method="inclusive")[3])


def _decisions(calendrier: Calendrier) -> dict[int, list[int]]:
    """Étape → working days from each sending to its decision, the latest first."""
    decidees = Soumission.objects.filter(decidee_le__isnull=False).order_by("-decidee_le", "-pk")
    jours: dict[int, list[int]] = {}
    for etape, envoi, decision in decidees.values_list("etape", "le", "decidee_le")[:LUES]:
        jours.setdefault(etape, []).append(_worked(envoi, decision, calendrier))
    return jours


def _worked(debut: datetime, fin: datetime, calendrier: Calendrier) -> int:
    return calendrier.count_ouvres(day_of(debut), day_of(fin))
