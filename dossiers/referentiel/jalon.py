"""A step of the way to the référencement, with the time it is given while too few have been seen to measure it."""

from dataclasses import dataclass
from enum import StrEnum

from dossiers.referentiel.exigence import Porteur
from dossiers.referentiel.source import Certitude


class Fin(StrEnum):
    """What ends a step: a status of the CNDA, the sending of the étape, or the ANS's decision on it."""

    STATUT = "statut"
    SOUMISSION = "soumission"
    DECISION = "decision"


@dataclass(frozen=True)
class Jalon:
    """`jours`: working days it takes, until ten have been observed. `apres`: the steps that come before it.

    `statut`: for a step that the CNDA ends, the status it must reach on a proof of that étape.
    """

    code: str
    libelle: str
    etape: int
    fin: Fin
    porteur: Porteur
    jours: int
    apres: tuple[str, ...] = ()
    statut: str = ""
    certitude: Certitude = Certitude.INCONNU
