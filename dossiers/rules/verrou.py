"""Who is on a dossier now: one person at a time, for ten minutes that each sign of life renews.

The lock spares two people the same work. It is no guarantee: behind it, the version of the dossier still decides.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dossiers.rules.jour import hour_words
from dossiers.rules.refus import RIEN_DE_PERDU, Tenu

DUREE = timedelta(minutes=10)


@dataclass(frozen=True)
class Prise:
    """A lock: whose (key and name), since when, until when; `repris_a`: the key of whom it was taken from."""

    par: int
    nom: str
    depuis: datetime
    jusqu_a: datetime
    repris_a: int | None = None


def end_of(le: datetime) -> datetime:
    """Until when a lock taken or renewed at `le` holds."""
    return le + DUREE


def is_held(prise: Prise | None, le: datetime) -> bool:
    """True while someone is on it: at its very end a lock is over."""
    return prise is not None and le < prise.jusqu_a


def is_barred(prise: Prise | None, par: int, le: datetime) -> bool:
    """True when somebody else is on it."""
    return is_held(prise, le) and prise.par != par


def is_to_take(prise: Prise | None, par: int, le: datetime) -> bool:
    """True when opening the dossier writes something: it is free, or half of one's own time has gone."""
    return not is_held(prise, le) or (prise.par == par and prise.jusqu_a - le <= DUREE / 2)


def held_sentence(prise: Prise) -> str:
    """« Inès Leroy l’examine depuis 10 h 32 », to be ended by whoever says it."""
    return f"{prise.nom} examine ce dossier depuis {hour_words(prise.depuis)}"


def refusal_of(prise: Prise, par: int) -> Tenu:
    """Why what this person asked was not done."""
    if prise.repris_a == par:
        return Tenu(f"{prise.nom} a repris la main sur ce dossier à {hour_words(prise.depuis)}.", RIEN_DE_PERDU)
    return Tenu(f"{held_sentence(prise)}.", RIEN_DE_PERDU)
