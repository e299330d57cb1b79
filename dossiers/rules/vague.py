"""The circuit breaker's decision: what of a wave may leave.

What is urgent (a limit within 48 hours) leaves all the same: held, it would come too late. Unless it is itself more
than what is allowed: a date typed wrong makes everything urgent at once.
"""

from enum import StrEnum
from math import ceil


class Passage(StrEnum):
    """What may leave now."""

    TOUT = "tout"
    URGENT = "urgent"
    RIEN = "rien"


def allowed(habituel: int, facteur: float, plancher: int) -> int:
    """How many people may be written to in a day without asking anyone: a factor of the usual, a floor at least."""
    return max(plancher, ceil(facteur * habituel))


def judge_vague(prevues: int, urgentes: int, seuil: int, *, retenue: bool) -> Passage:
    """What may leave of a wave of `prevues` people, `urgentes` of whom have a limit at hand. `retenue`: a hold is open
    already, and stands until it is decided.
    """
    if not retenue and prevues <= seuil:
        return Passage.TOUT
    return Passage.URGENT if urgentes <= seuil else Passage.RIEN
