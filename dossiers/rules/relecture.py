"""The second reading: when one is due and why, and what each reader's decision leads to.

nobody has read       → the decision applies, or is proposed when a second reading is due
a proposal waits      → another person reads: same decision, it applies; another one, they disagree
they disagree         → one of the two comes round to the other, or a third person decides
it was waived         → the decision applies
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dossiers.rules.refus import Refus

# Of 10,000: a rate of 1 % is 100 of them.
TIRAGES = 10_000
TAUX_MAX = 100
MOTIF_MAX = 1000
DECISIONS = {
    "valider": "valider l’étape",
    "demander_complements": "demander des compléments",
    "refuser": "refuser",
}


@dataclass(frozen=True)
class Regle:
    """Which decisions are read twice. `part`: how many in a hundred; None: as many as the setting says."""

    code: str
    phrase: str
    decisions: frozenset[str]
    part: int | None = None


REGLES = (
    Regle("refus", "Un refus se lit toujours à deux.", frozenset({"refuser"}), TAUX_MAX),
    Regle("tirage", "Ce dossier fait partie de l’échantillon qui se lit à deux.", frozenset(DECISIONS)),
)
PHRASES = {regle.code: regle.phrase for regle in REGLES}


class Suite(StrEnum):
    """What a reader's decision leads to."""

    APPLIQUER = "appliquer"
    PROPOSER = "proposer"
    RELIRE = "relire"


class Etat(StrEnum):
    """Where a second reading stands."""

    ATTENDUE = "attendue"
    DESACCORD = "desaccord"
    DISPENSEE = "dispensee"


@dataclass(frozen=True)
class Lu:
    """What one reader decided, and who they are."""

    decision: str
    lecteur: int


@dataclass(frozen=True)
class Lectures:
    """What was read of a submission so far. `second` differs from `premier`, or the decision was applied.

    `depuis`: since when it stands where it does.
    """

    premier: Lu
    second: Lu | None = None
    dispensee: bool = False
    depuis: datetime | None = None

    @property
    def etat(self) -> Etat:
        if self.dispensee:
            return Etat.DISPENSEE
        return Etat.DESACCORD if self.second else Etat.ATTENDUE

    @property
    def lecteurs(self) -> frozenset[int]:
        return frozenset(lu.lecteur for lu in (self.premier, self.second) if lu)


def due_regle(decision: str, sha256: str, taux: int) -> Regle | None:
    """The first rule that wants this decision on this submission read twice; None when nobody need read again.

    `taux`: the share set for the sample, 0 to 100. The same answer at each call.
    """
    rang = draw(sha256)
    parts = ((regle, taux if regle.part is None else regle.part) for regle in REGLES if decision in regle.decisions)
    return next((regle for regle, part in parts if rang < part * TIRAGES // 100), None)


def draw(sha256: str) -> int:
    """The number drawn for a submission, from 0 to 9,999: its digest's own, so that nobody picks.

    Hashed apart: what else is ever drawn from the same digest falls elsewhere.
    """
    return int(hashlib.sha256(f"relecture:{sha256}".encode()).hexdigest(), 16) % TIRAGES


def next_suite(decision: str, lecteur: int, lectures: Lectures | None, regle: Regle | None) -> Suite:
    """What this person's decision leads to. Raises `Refus` when they have read already, or may not decide that."""
    if lectures is None:
        return Suite.PROPOSER if regle else Suite.APPLIQUER
    refuse_reader(lecteur, lectures)
    if lectures.etat is Etat.ATTENDUE:
        return Suite.APPLIQUER if decision == lectures.premier.decision else Suite.RELIRE
    if lectures.etat is Etat.DESACCORD:
        _settle(decision, lecteur, lectures)
    return Suite.APPLIQUER


def may_read(lecteur: int, lectures: Lectures | None) -> bool:
    """Whether a reading, or a word, of this person would make the decision advance: that of anyone but who proposed it,
    then of anyone once two disagree.
    """
    if lectures is None or lectures.etat is Etat.DISPENSEE:
        return False
    return lectures.etat is Etat.DESACCORD or lecteur != lectures.premier.lecteur


def refuse_reader(lecteur: int, lectures: Lectures | None) -> None:
    """Raises `Refus` for whoever has proposed, while another person is to read."""
    if lectures and lectures.etat is Etat.ATTENDUE and not may_read(lecteur, lectures):
        mots = DECISIONS[lectures.premier.decision]
        raise Refus(
            f"Vous avez proposé de {mots} : la seconde lecture est celle d’une autre personne. "
            "Votre lecture est gardée."
        )


def _settle(decision: str, lecteur: int, lectures: Lectures) -> None:
    """A reader may only come round to the other; nobody refuses what neither of them refused."""
    proposees = {lu.decision for lu in (lectures.premier, lectures.second) if lu}
    autres = [lu.decision for lu in (lectures.premier, lectures.second) if lu and lu.lecteur != lecteur]
    if lecteur in lectures.lecteurs and decision not in autres:
        raise Refus(
            f"Vous et l’autre lecteur n’êtes pas du même avis : rangez-vous au sien ({DECISIONS[autres[0]]}), "
            "ou laissez une troisième personne trancher."
        )
    if decision == "refuser" and decision not in proposees:
        raise Refus("Aucun des deux lecteurs n’a refusé, et un refus se décide à deux : choisissez une autre décision.")
