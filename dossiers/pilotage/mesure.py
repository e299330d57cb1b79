"""A measure of the reading as the page shows it: rows of words and figures, from what JSON kept."""

from dataclasses import dataclass
from datetime import datetime

from dossiers.models import Mesure
from dossiers.rules.constat import Issue
from dossiers.rules.mesure import CHAMPS, Bilan, Objectif, judge_bilan, share

ISSUES = {Issue.CONCORDANT: "Concordante", Issue.DISCORDANT: "Discordante", Issue.ILLISIBLE: "À vérifier"}
# What is reported is measured on pictures that the engine was not tuned on.
MOITIES = ("mesure", "reglage")


@dataclass(frozen=True)
class MesureMontree:
    """`reglee`: the figures are those of the half on which the engine was tuned, for want of the other."""

    le: datetime
    moteur: str
    bilan: Bilan
    objectifs: tuple[Objectif, ...]
    reglee: bool

    @property
    def tenue(self) -> bool:
        return all(objectif.tenu for objectif in self.objectifs)

    @property
    def matrice(self) -> list[list[object]]:
        return [[ISSUES[vraie], *dites.values()] for vraie, dites in self.bilan["matrice"].items()]

    @property
    def entetes_matrice(self) -> list[str]:
        return ["Ce que dirait une personne", *(f"Lue {ISSUES[dite].lower()}" for dite in self.bilan["matrice"])]

    @property
    def champs(self) -> list[list[object]]:
        return [_champ_row(libelle, self.bilan["champs"][champ]) for champ, libelle in CHAMPS.items()]

    @property
    def cas(self) -> list[list[object]]:
        return [
            [*_group_row(ligne)[:1], ISSUES[ligne["attendue"]], *_group_row(ligne)[1:]] for ligne in self.bilan["cas"]
        ]

    @property
    def dispositions(self) -> list[list[object]]:
        return [_group_row(ligne) for ligne in self.bilan["dispositions"]]


def montre_mesure(mesure: Mesure) -> MesureMontree:
    """Of the half that is reported, else of the one there is."""
    moitie = next(nom for nom in MOITIES if nom in mesure.resultats)
    bilan = mesure.resultats[moitie]
    return MesureMontree(mesure.le, mesure.moteur, bilan, judge_bilan(bilan), moitie == "reglage")


def _champ_row(libelle: str, compte: dict[str, int]) -> list[object]:
    exactitude = share(compte["justes"], compte["total"])
    return [libelle, compte["total"], compte["lus"], compte["justes"], exactitude]


def _group_row(ligne: dict[str, object]) -> list[object]:
    return [ligne["nom"], ligne["images"], ligne["justes"], ligne["faux"]]
