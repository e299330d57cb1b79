"""Does a requirement apply? The verdict, why, and from which text."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.exigence import Exigence
from dossiers.rules.condition import Faits, Jugement, Raison, judge_condition


class Valeur(StrEnum):
    """`DISPENSE`: it would apply, or might, and is waived (`rules/dispense.py`); `judge_exigence` never says so."""

    OUI = "oui"
    NON = "non"
    INCONNU = "inconnu"
    DISPENSE = "dispense"


@dataclass(frozen=True)
class Verdict:
    """`raisons` are the answers that led to `valeur`; `manquants` the facts that would settle an *inconnu*."""

    exigence: Exigence
    valeur: Valeur
    raisons: tuple[Raison, ...] = ()
    manquants: tuple[str, ...] = ()
    hors_periode: bool = False

    @property
    def ecartee(self) -> bool:
        """True when nothing is, nor will be, asked of it as things stand."""
        return self.valeur in (Valeur.NON, Valeur.DISPENSE)

    @property
    def reference(self) -> str:
        """The address of the text the verdict comes from."""
        return self.exigence.reference


def judge_exigence(exigence: Exigence, faits: Faits, le: date) -> Verdict:
    """The verdict on one requirement, on a day of Paris: its period first, then its conditions."""
    if (exigence.depuis and le < exigence.depuis) or (exigence.jusqu_a and le > exigence.jusqu_a):
        return Verdict(exigence, Valeur.NON, hors_periode=True)
    jugement = judge_condition(exigence.si, exigence.sauf, faits)
    return Verdict(exigence, _valeur(jugement), jugement.raisons, jugement.manquants)


def judge_exigences(dispositif: Dispositif, faits: Faits, le: date, etape: int | None = None) -> tuple[Verdict, ...]:
    """The verdicts on all requirements of a dispositif, or of one étape, in the order of the form."""
    exigences = dispositif.exigences if etape is None else dispositif.exigences_de(etape)
    return tuple(judge_exigence(exigence, faits, le) for exigence in exigences)


def _valeur(jugement: Jugement) -> Valeur:
    if jugement.valeur is None:
        return Valeur.INCONNU
    return Valeur.OUI if jugement.valeur else Valeur.NON
