"""The same act on many dossiers: its kinds, how many at most, what a message of many says in each."""

import re
from collections.abc import Mapping
from enum import StrEnum

from dossiers.rules.refus import Refus

LOT_MAX = 500


class Genre(StrEnum):
    CONFIER = "confier"
    RELANCER = "relancer"
    COMPLEMENT = "complement"
    ECRIRE = "ecrire"
    EXPORTER = "exporter"


GENRES = {
    Genre.CONFIER: "Confier à un instructeur",
    Genre.RELANCER: "Relancer l’éditeur",
    Genre.COMPLEMENT: "Demander le même complément",
    Genre.ECRIRE: "Écrire le même message",
    Genre.EXPORTER: "Exporter en tableur",
}
# The geste of the table that each line makes, for what follows that table.
GESTES = {
    Genre.CONFIER: "prendre",
    Genre.RELANCER: "relancer",
    Genre.COMPLEMENT: "demander_complements",
}


class EtatLot(StrEnum):
    PREPARE = "prepare"
    EN_COURS = "en_cours"
    TERMINE = "termine"
    ANNULE = "annule"


ETATS_LOT = {
    EtatLot.PREPARE: "à confirmer",
    EtatLot.EN_COURS: "en cours",
    EtatLot.TERMINE: "terminé",
    EtatLot.ANNULE: "annulé",
}


class EtatLigne(StrEnum):
    ATTENTE = "attente"
    FAITE = "faite"
    REFUSEE = "refusee"
    ANNULEE = "annulee"


ETATS_LIGNE = {
    EtatLigne.ATTENTE: "en attente",
    EtatLigne.FAITE: "fait",
    EtatLigne.REFUSEE: "refusé",
    EtatLigne.ANNULEE: "annulé",
}
# What a message of many may name, and what each stands for.
VARIABLES = {
    "entreprise": "la raison sociale",
    "solution": "le nom de la solution et sa version",
    "reference": "la référence du dossier",
    "dispositif": "le nom du dispositif",
}
VARIABLE = re.compile(r"{([^{}\s]*)}")


def require_size(nombre: int) -> None:
    """Raises `Refus` for a selection that is empty or too large."""
    if not nombre:
        raise Refus("Cochez au moins un dossier, ou choisissez toute la sélection.")
    if nombre > LOT_MAX:
        raise Refus(
            f"Cette sélection compte plus de {LOT_MAX} dossiers, le maximum d’un lot : affinez-la par un filtre, "
            "ou procédez en plusieurs lots."
        )


def require_variables(texte: str) -> None:
    """Raises `Refus` for a word between braces that stands for nothing."""
    inconnues = sorted({nom for nom in VARIABLE.findall(texte) if nom not in VARIABLES})
    if inconnues:
        fautives = ", ".join(f"{{{nom}}}" for nom in inconnues)
        connues = ", ".join(f"{{{nom}}}" for nom in VARIABLES)
        raise Refus(f"{fautives} ne désigne rien. Variables connues : {connues}.")


def fill_variables(texte: str, valeurs: Mapping[str, str]) -> str:
    """The text for one dossier. A value is never read as a text with variables of its own."""
    return VARIABLE.sub(lambda trouve: valeurs.get(trouve[1], trouve[0]), texte)
