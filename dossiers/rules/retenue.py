"""When a proof is withheld: a virus, patient data seen on it, an original erased, an analysis still to come.

Fails closed: where an antivirus is installed, an original leaves its company only once it was found sound.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Analyse(StrEnum):
    A_FAIRE = "a_faire"
    SAINE = "saine"
    INFECTEE = "infectee"
    NON_ANALYSEE = "non_analysee"


ANALYSES = {
    Analyse.A_FAIRE: "en cours d’analyse",
    Analyse.SAINE: "aucun virus trouvé",
    Analyse.INFECTEE: "virus trouvé",
    Analyse.NON_ANALYSEE: "non analysé",
}


@dataclass(frozen=True)
class Garde:
    """What is known of a proof. `quarantaine`: why it was put aside, empty when it was not."""

    nom: str
    analyse: Analyse
    quarantaine: str = ""
    purgee_le: datetime | None = None


def barred_because(garde: Garde) -> str:
    """Why nobody gets this proof any more, neither original nor preview, in a sentence; empty when it is not so."""
    if garde.analyse is Analyse.INFECTEE:
        return "Un virus a été trouvé dans ce fichier : il n’est plus remis à personne."
    if garde.quarantaine:
        return f"Cette pièce est en quarantaine, elle n’est plus montrée à personne. Motif : {garde.quarantaine}"
    if garde.purgee_le:
        return "L’original de cette pièce a été effacé : elle n’est plus montrée à personne."
    return ""


def withheld_because(garde: Garde, *, antivirus: bool) -> str:
    """Why its original is not handed to someone of another house than the one that deposited it; empty when it is.

    `antivirus`: one is installed here.
    """
    if motif := barred_because(garde):
        return motif
    if antivirus and garde.analyse is not Analyse.SAINE:
        return (
            "Ce fichier est en cours d’analyse par l’antivirus : il pourra être téléchargé dès qu’il sera reconnu sain."
        )
    return ""


def replace_because(garde: Garde) -> str:
    """Why the éditeur must give another file, in a sentence; empty when this one will do."""
    if garde.analyse is Analyse.INFECTEE:
        return f"Un virus a été trouvé dans le fichier « {garde.nom} » : remplacez-le par une nouvelle copie d’écran."
    if garde.quarantaine:
        return (
            f"L’ANS a mis le fichier « {garde.nom} » en quarantaine : {_ended(garde.quarantaine)} "
            "Remplacez-le par une copie où ces données sont masquées."
        )
    if garde.purgee_le:
        return f"L’original du fichier « {garde.nom} » a été effacé : remplacez-le."
    return ""


def _ended(phrase: str) -> str:
    """With its final point: a person may have left it out."""
    return phrase if phrase.endswith((".", "!", "?", "…")) else f"{phrase}."
