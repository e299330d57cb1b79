"""How long each step has taken so far: the median and the 80th percentile of what was observed, in working days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median, quantiles

from dossiers.models import Soumission, Statut
from dossiers.referentiel.commun import Commun
from dossiers.referentiel.exigence import Porteur
from dossiers.referentiel.jalon import Fin, Jalon
from dossiers.rules.calendrier import Calendrier, day_of
from dossiers.rules.retroplan import OBSERVATIONS_MIN, Duree

# The latest decisions: enough to be true, few enough to be cheap.
LUES = 500


@dataclass(frozen=True)
class Observations:
    """What was seen on all dossiers. `decisions`: étape, sending, decision. `demandes`: each status, its first day."""

    decisions: list[tuple[int, datetime, datetime]]
    demandes: list[dict[str, date]]


def read_observations() -> Observations:
    """Two queries, for however many texts are then measured."""
    decidees = Soumission.objects.filter(decidee_le__isnull=False, dossier__formation=False)
    dernieres = decidees.order_by("-decidee_le", "-pk")
    return Observations(list(dernieres.values_list("etape", "le", "decidee_le")[:LUES]), list(_requests().values()))


def durees_of(commun: Commun, calendrier: Calendrier, vues: Observations | None = None) -> dict[str, Duree]:
    """Step → its time. The ANS's decisions and the CNDA's statuses are measured on what was observed (read now unless
    given); what the éditeur does is the text's estimate.
    """
    vues = vues or read_observations()
    decisions, statuts = _decisions(vues, calendrier), _statuts(commun, vues, calendrier)
    return {jalon.code: _duree(jalon, _seen(jalon, decisions, statuts)) for jalon in commun.jalons}


def _seen(jalon: Jalon, decisions: Mapping[int, list[int]], statuts: Mapping[str, list[int]]) -> list[int]:
    if jalon.fin is Fin.STATUT:
        return statuts.get(jalon.statut, [])
    return decisions.get(jalon.etape, []) if (jalon.fin, jalon.porteur) == (Fin.DECISION, Porteur.ANS) else []


def _duree(jalon: Jalon, vues: list[int]) -> Duree:
    if len(vues) < OBSERVATIONS_MIN:
        return Duree(jalon.jours, observees=len(vues))
    return Duree(percentile_80(vues), round(median(vues)), len(vues))


def percentile_80(jours: Iterable[int]) -> int:
    """Four times in five it took that long or less."""
    return round(quantiles(jours, n=5, method="inclusive")[3])


def _decisions(vues: Observations, calendrier: Calendrier) -> dict[int, list[int]]:
    """Étape → working days from each sending to its decision, the latest first."""
    jours: dict[int, list[int]] = {}
    for etape, envoi, decision in vues.decisions:
        jours.setdefault(etape, []).append(_worked(envoi, decision, calendrier))
    return jours


def _worked(debut: datetime, fin: datetime, calendrier: Calendrier) -> int:
    return calendrier.count_ouvres(day_of(debut), day_of(fin))


def _statuts(commun: Commun, observations: Observations, calendrier: Calendrier) -> dict[str, list[int]]:
    """Status that a step awaits → working days to it, from the awaited status before it, else from the first one seen.

    Each request (a NIL of a solution) counts once, by the first day each status was known.
    """
    attendus = _awaited(commun)
    jours: dict[str, list[int]] = {}
    for vus in observations.demandes:
        premiers = [vus[code] for code in vus if code not in attendus]
        depart = min(premiers, default=None)
        for code in attendus:
            if code in vus and depart and depart <= vus[code]:
                jours.setdefault(code, []).append(calendrier.count_ouvres(depart, vus[code]))
            depart = vus.get(code, depart)
    return jours


def _awaited(commun: Commun) -> list[str]:
    """The statuses that steps await, from the foot of the ladder up."""
    codes = {jalon.statut for jalon in commun.jalons if jalon.fin is Fin.STATUT}
    return sorted(codes, key=lambda code: commun.echelle.statut(code).rang)


def _requests() -> dict[tuple[int, str], dict[str, date]]:
    """Request → the first day each of its statuses was known; the latest requests read."""
    reels = Statut.objects.filter(solution__editeur__formation=False).order_by("-constate_le", "-pk")
    lus = reels.values_list("solution", "nil", "code", "date", "constate_le")
    demandes: dict[tuple[int, str], dict[str, date]] = {}
    for solution, nil, code, affichee, constate_le in lus[: 4 * LUES]:
        vus = demandes.setdefault((solution, nil), {})
        jour = affichee or day_of(constate_le)
        vus[code] = min(jour, vus.get(code, jour))
    return demandes
