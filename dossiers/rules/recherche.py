"""The ranking of the search, the same whatever the database: words weighed by their rarity, ways of asking compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

# Below this an answer is not one: better to say that nothing was found.
SEUIL = 0.22
POIDS_CORPS = 0.35
POIDS_PORTEE = 0.08
RESULTATS = 20


@dataclass(frozen=True)
class Candidate:
    """An answer as the ranking sees it: the stems of each way of asking it, and those of its text."""

    code: str
    formulations: tuple[frozenset[str], ...]
    corps: frozenset[str]
    precise: bool = False


@dataclass(frozen=True)
class Rang:
    code: str
    score: float


def rarity(nombre: int, total: int) -> float:
    """What a word that `nombre` answers of `total` hold is worth."""
    return log(1 + (total + 1) / (nombre + 0.5))


def rank(demande: Iterable[str], candidates: Iterable[Candidate], poids: Mapping[str, float]) -> list[Rang]:
    """The best answers first, equal ones in the order of their codes. `poids`: stem → what it is worth."""
    mots = frozenset(demande)
    if not mots:
        return []
    notes = [Rang(c.code, round(_score(mots, c, poids), 6)) for c in candidates]
    gardes = [rang for rang in notes if rang.score >= SEUIL]
    return sorted(gardes, key=lambda rang: (-rang.score, rang.code))[:RESULTATS]


def _score(mots: frozenset[str], candidate: Candidate, poids: Mapping[str, float]) -> float:
    total = _weight(mots, poids)
    ressemblance = max((_similarity(mots, f, total, poids) for f in candidate.formulations), default=0.0)
    corps = _weight(mots & candidate.corps, poids) / total
    score = ressemblance + POIDS_CORPS * corps
    return score + POIDS_PORTEE * candidate.precise if score >= SEUIL else score


def _similarity(mots: frozenset[str], autre: frozenset[str], total: float, poids: Mapping[str, float]) -> float:
    communs = _weight(mots & autre, poids)
    return communs / sqrt(total * _weight(autre, poids)) if communs else 0.0


def _weight(mots: Iterable[str], poids: Mapping[str, float]) -> float:
    return sum(poids.get(mot, 1.0) for mot in mots)
