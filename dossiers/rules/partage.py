"""Who gets which dossier, when what nobody has taken is shared out: each goes to the least busy who is there."""

import heapq
from collections.abc import Iterable, Mapping, Set
from datetime import date

Periode = tuple[date, date]


def share(dossiers: Iterable[int], charges: Mapping[int, int], absents: Set[int] = frozenset()) -> dict[int, int]:
    """dossier → person. `dossiers` in the order in which they are due; `charges`: what each person has already.

    Each dossier goes to whoever has least, the smallest key first: the same question always has the same answer.
    Nobody absent gets anything; without anyone there, nothing is shared.
    """
    presents = [(charge, personne) for personne, charge in charges.items() if personne not in absents]
    heapq.heapify(presents)
    parts: dict[int, int] = {}
    for dossier in dossiers if presents else ():
        charge, personne = presents[0]
        parts[dossier] = personne
        heapq.heapreplace(presents, (charge + 1, personne))
    return parts


def is_absent(periodes: Iterable[Periode], jour: date) -> bool:
    """True when one of these absences, first and last day included, covers that day."""
    return any(du <= jour <= au for du, au in periodes)
