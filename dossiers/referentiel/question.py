"""A question put to the éditeur because an answer decides which requirements apply."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dossiers.referentiel.source import Certitude


class Portee(StrEnum):
    """Whose fact it is: told once for a company, once for a solution, or for this dossier only."""

    EDITEUR = "editeur"
    SOLUTION = "solution"
    DOSSIER = "dossier"

    @property
    def libelle(self) -> str:
        return {
            "editeur": "commun à toute l’entreprise",
            "solution": "commun à tous les dossiers de la solution",
            "dossier": "propre à ce dossier",
        }[self.value]


@dataclass(frozen=True)
class Choix:
    code: str
    libelle: str


@dataclass(frozen=True)
class Question:
    """Answered « oui » or « non », or by one of `choix` when there are some."""

    code: str
    libelle: str
    etape: int
    partie: str
    reference: str
    lu_le: date
    portee: Portee = Portee.DOSSIER
    aide: str = ""
    choix: tuple[Choix, ...] = ()
    certitude: Certitude = Certitude.VU

    @property
    def reponses(self) -> tuple[Choix, ...]:
        """What may be answered, in order."""
        return self.choix or (Choix("oui", "Oui"), Choix("non", "Non"))

    def fait(self, valeur: str) -> bool | str | None:
        """The fact an answer stands for; None when the text is not one of the answers."""
        if valeur not in {choix.code for choix in self.reponses}:
            return None
        return valeur if self.choix else valeur == "oui"
