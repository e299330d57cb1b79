"""How well two readers agree on one requirement: Cohen's kappa, exact, with its conventions.

J. Cohen, « A coefficient of agreement for nominal scales », Educational and Psychological Measurement 20, 1960:
κ = (po − pe) / (1 − pe), po the share of pairs in which both say the same, pe the share that chance alone would give
with the same habits. Words: J. R. Landis and G. G. Koch, Biometrics 33, 1977; a usage, not a law.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

# Below so many pairs nothing is said: one disagreement would change everything.
MINIMUM = 10
# The kappa up to which each word holds, that bound included.
ECHELLE = (
    (Fraction(0), "les lecteurs ne s’accordent pas mieux que le hasard"),
    (Fraction(1, 5), "accord très faible"),
    (Fraction(2, 5), "accord faible"),
    (Fraction(3, 5), "accord moyen"),
    (Fraction(4, 5), "accord fort"),
    (Fraction(1), "accord presque parfait"),
)
TROP_PEU = f"moins de {MINIMUM} lectures doubles : rien ne s’en déduit encore"
SANS_VARIATION = "tous les avis sont les mêmes : le kappa n’est pas défini, l’accord est complet"


@dataclass(frozen=True)
class Accord:
    """`kappa` None: undefined (no variation), or too few pairs to say anything."""

    paires: int
    accords: int
    kappa: Fraction | None

    @property
    def phrase(self) -> str:
        """What the figure means, in words."""
        if self.paires < MINIMUM:
            return TROP_PEU
        if self.kappa is None:
            return SANS_VARIATION
        return next(mots for borne, mots in ECHELLE if self.kappa <= borne)


def agreement_of(comptes: Mapping[tuple[str, str], int]) -> Accord:
    """The agreement of pairs counted as {(first's verdict, second's): how many}."""
    paires = sum(comptes.values())
    accords = sum(nombre for (premier, second), nombre in comptes.items() if premier == second)
    return Accord(paires, accords, cohen_kappa(comptes) if paires >= MINIMUM else None)


def cohen_kappa(comptes: Mapping[tuple[str, str], int]) -> Fraction | None:
    """Cohen's kappa of pairs, exact, from -1 to 1; None for no pair, or when chance alone agrees on everything."""
    paires = sum(comptes.values())
    if not paires:
        return None
    premiers, seconds = Counter(), Counter()
    for (premier, second), nombre in comptes.items():
        premiers[premier] += nombre
        seconds[second] += nombre
    observe = Fraction(sum(n for (a, b), n in comptes.items() if a == b), paires)
    hasard = Fraction(sum(premiers[verdict] * seconds[verdict] for verdict in premiers), paires**2)
    return None if hasard == 1 else (observe - hasard) / (1 - hasard)
