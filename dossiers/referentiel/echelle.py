"""The ladder of the CNDA's statuses: ordered steps, and side states that are on no step."""

from dataclasses import dataclass

from dossiers.referentiel.source import Certitude


@dataclass(frozen=True)
class Statut:
    """`rang` orders the ladder; None for a side state. `libelles`: the spellings the portal may show."""

    code: str
    libelle: str
    libelles: tuple[str, ...]
    rang: int | None = None
    certitude: Certitude = Certitude.INFERE


@dataclass(frozen=True)
class Echelle:
    statuts: tuple[Statut, ...]

    def statut(self, code: str) -> Statut:
        """The status of that code; `KeyError` when there is none."""
        for statut in self.statuts:
            if statut.code == code:
                return statut
        raise KeyError(code)
