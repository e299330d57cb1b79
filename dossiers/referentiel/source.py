"""Where a rule comes from, and how sure we are of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Certitude(StrEnum):
    """How a statement is known. What is not VU must be said as such to whoever reads it."""

    VU = "vu"
    TIERS = "tiers"
    INFERE = "infere"
    INCONNU = "inconnu"

    @property
    def libelle(self) -> str:
        return {
            "vu": "lu dans un texte public",
            "tiers": "rapporté par un tiers",
            "infere": "déduit des textes, à confirmer par l’ANS",
            "inconnu": "non publié à notre connaissance",
        }[self.value]


@dataclass(frozen=True)
class Source:
    """An official text: its title, its public address and the day it was read."""

    code: str
    titre: str
    adresse: str
    lu_le: date
