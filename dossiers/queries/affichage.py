"""The columns of the queue: which there are, and those a person chose."""

from enum import StrEnum

from dossiers.models import Compte


class Colonne(StrEnum):
    """In the order in which they stand. The reference always comes first, and is no choice."""

    ENTREPRISE = "entreprise"
    SOLUTION = "solution"
    DISPOSITIF = "dispositif"
    ETAPE = "etape"
    DU = "du"
    DEPUIS = "depuis"
    DOUTE = "doute"
    REFERENT = "referent"
    NIE = "nie"
    NIL = "nil"

    @property
    def libelle(self) -> str:
        return COLONNES[self]


COLONNES = {
    Colonne.ENTREPRISE: "Entreprise",
    Colonne.SOLUTION: "Solution",
    Colonne.DISPOSITIF: "Dispositif",
    Colonne.ETAPE: "Étape",
    Colonne.DU: "À traiter",
    Colonne.DEPUIS: "Dans cet état",
    Colonne.DOUTE: "À regarder",
    Colonne.REFERENT: "Référent",
    Colonne.NIE: "NIE",
    Colonne.NIL: "NIL",
}
D_OFFICE = (
    Colonne.ENTREPRISE,
    Colonne.SOLUTION,
    Colonne.DISPOSITIF,
    Colonne.ETAPE,
    Colonne.DU,
    Colonne.DOUTE,
    Colonne.REFERENT,
)


def colonnes_of(compte: Compte) -> tuple[Colonne, ...]:
    """What this person chose to see, in order; what everyone sees until they choose. No query."""
    if compte.colonnes is None:
        return D_OFFICE
    return tuple(colonne for colonne in Colonne if colonne.value in compte.colonnes)
