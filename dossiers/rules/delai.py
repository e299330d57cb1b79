"""How long the ANS takes to decide, said to whoever waits: from what was observed, or not at all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles

from dossiers.rules.calendrier import Calendrier
from dossiers.rules.jour import ouvres_words
from dossiers.rules.retroplan import OBSERVATIONS_MIN


@dataclass(frozen=True)
class Delai:
    """Working days: half of the decisions took `mediane` or less, four in five `quatre_sur_cinq` or less."""

    mediane: int
    quatre_sur_cinq: int
    observees: int


def measure_delai(jours: Collection[int]) -> Delai | None:
    """What these durations say, in whole working days, never rounded down; None when they are fewer than ten."""
    if len(jours) < OBSERVATIONS_MIN:
        return None
    return Delai(_ceil(median(jours)), _ceil(quantiles(jours, n=5, method="inclusive")[3]), len(jours))


def delay_sentence(delai: Delai) -> str:
    """« une décision sur deux est rendue en 4 jours ouvrés, quatre sur cinq en 9 »"""
    if delai.mediane == delai.quatre_sur_cinq:
        return f"quatre décisions sur cinq sont rendues {_in_days(delai.mediane)}"
    suite = f"en {delai.quatre_sur_cinq}" if delai.mediane else _in_days(delai.quatre_sur_cinq)
    return f"une décision sur deux est rendue {_in_days(delai.mediane)}, quatre sur cinq {suite}"


def wait_sentences(delai: Delai, envoi: date, jour: date, calendrier: Calendrier) -> tuple[str, ...]:
    """What is said to someone whose sending of that day still waits: the usual time, then theirs when it has begun."""
    attente = calendrier.count_ouvres(envoi, jour)
    phrases = [f"Pour ce dispositif, {delay_sentence(delai)}."]
    if attente > delai.quatre_sur_cinq:
        phrases.append(f"Votre envoi attend depuis {ouvres_words(attente)}\u00a0: c’est plus que d’habitude.")
    elif attente > 0:
        phrases.append(f"Votre envoi attend depuis {ouvres_words(attente)}.")
    return tuple(phrases)


def _in_days(jours: int) -> str:
    return f"en {ouvres_words(jours)}" if jours else "le jour même"


def _ceil(valeur: float) -> int:
    return -int(-valeur // 1)
