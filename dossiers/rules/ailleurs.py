"""What is known elsewhere of a value that was sent: the same company, the same solution, the third party, a convention.

For the reviewers alone: an éditeur never learns what another declared.
"""

from dataclasses import dataclass
from enum import StrEnum

from dossiers.referentiel.exigence import Exigence, Kind
from dossiers.referentiel.question import Portee
from dossiers.rules.identifiant import normalise


class Origine(StrEnum):
    """Where a value is known from. The order is that in which it is shown."""

    SOLUTION = "solution"
    ENTREPRISE = "entreprise"
    TIERS = "tiers"
    MONTAGE = "montage"
    VOISIN = "voisin"
    AUTRE = "autre"

    @property
    def libelle(self) -> str:
        return ORIGINES[self]


ORIGINES = {
    Origine.SOLUTION: "même solution",
    Origine.ENTREPRISE: "même entreprise",
    Origine.TIERS: "la solution tierce elle-même",
    Origine.MONTAGE: "un autre montage",
    Origine.VOISIN: "un autre logiciel de l’entreprise",
    Origine.AUTRE: "une autre entreprise",
}


def same_valeur(exigence: Exigence, une: str, autre: str) -> bool:
    """True when both are one value, spaces and case apart: what people paste differs by that alone."""
    return normalise(exigence.format, une).casefold() == normalise(exigence.format, autre).casefold()


def comparable(exigence: Exigence, meme_solution: bool) -> Origine | None:
    """Whether the answer of another dossier of the company bears on this one, and as what; None when it does not."""
    if exigence.portee is Portee.EDITEUR:
        return Origine.ENTREPRISE
    return Origine.SOLUTION if meme_solution else None


def is_numero(exigence: Exigence) -> bool:
    """True for a number by which someone else may be known: the company's, the software's, the third party's."""
    return exigence.kind is Kind.IDENTIFIANT and (exigence.convention or exigence.portee is Portee.EDITEUR)


def is_own_numero(exigence: Exigence) -> bool:
    """True for the number of the software itself: no other software bears it."""
    return exigence.kind is Kind.IDENTIFIANT and exigence.portee is Portee.SOLUTION


def foreign_origine(exigence: Exigence, code: str) -> Origine:
    """What it means that another company gave the same number as its answer to the requirement `code`.

    A number of one's own under the same name is someone else's; a third party's is in its right place there.
    """
    if exigence.portee is Portee.DOSSIER:
        return Origine.MONTAGE if code == exigence.code else Origine.TIERS
    return Origine.AUTRE if code == exigence.code else Origine.MONTAGE


@dataclass(frozen=True)
class Jugement:
    """`accord`: None when nothing can be said. `alerte`: a person must look twice."""

    accord: bool | None
    alerte: bool


def judge_ailleurs(exigence: Exigence, valeur: str, autre: str, origine: Origine) -> Jugement:
    """Is what is known elsewhere the same, and does the difference (or the likeness) call for a second look?

    A company has one NIE and a solution one NIL; a number of one's own is nobody else's. A declaration of another
    dossier may well differ.
    """
    if not valeur or not autre:
        return Jugement(None, alerte=False)
    accord = same_valeur(exigence, valeur, autre)
    if origine in (Origine.AUTRE, Origine.VOISIN):
        return Jugement(accord, alerte=accord)
    propre = exigence.kind is Kind.IDENTIFIANT and exigence.portee is not Portee.DOSSIER
    return Jugement(accord, alerte=propre and not accord)


def read_champ(exigence: Exigence) -> str:
    """Which of the things read on a proof answers this requirement: nil, nie, statut; empty when none does."""
    if exigence.lecture:
        return "statut"
    if exigence.kind is not Kind.IDENTIFIANT or exigence.facultatif:
        return ""
    if exigence.convention:
        return "nil"
    return "nie" if exigence.portee is Portee.EDITEUR else ""
