"""The same act on many dossiers: its kinds, how many at most, what a message of many says in each."""

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from dossiers.rules.garde import corrections_motivees, expected_examens
from dossiers.rules.message import OBJET_MAX, TEXTE_MAX
from dossiers.rules.refus import Refus
from dossiers.rules.situation import Examen, Situation

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
NON_DEMANDEE = "Cette exigence n’a pas été demandée à ce dossier : il n’y a rien à corriger."
# What a message of many may name, and what each stands for.
VARIABLES = {
    "entreprise": "la raison sociale",
    "solution": "le nom de la solution et sa version",
    "reference": "la référence du dossier",
    "dispositif": "le nom du dispositif",
}
# By kind of act: what it needs, the sentence said when it is missing (none when it may be), how long it may be.
PARAMETRES: dict[Genre, dict[str, tuple[str, int]]] = {
    Genre.CONFIER: {"referent": ("Choisissez un instructeur.", 20)},
    Genre.RELANCER: {},
    Genre.COMPLEMENT: {
        "exigence": ("Choisissez l’exigence à corriger.", 60),
        "motif": ("Indiquez ce que chaque éditeur doit corriger : il ne verra que ce motif.", 2000),
        "message": ("", 5000),
    },
    Genre.ECRIRE: {
        "objet": ("Ce champ est obligatoire.", OBJET_MAX),
        "texte": ("Ce champ est obligatoire.", TEXTE_MAX),
        "attend_reponse": ("", 3),
    },
    Genre.EXPORTER: {},
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


def read_parametres(genre: Genre, recus: Mapping[str, str]) -> dict[str, str]:
    """What an act needs, trimmed; what it does not need is left out. Raises `Refus` with its fields."""
    attendus = PARAMETRES[genre]
    lus = {nom: recus.get(nom, "").strip() for nom in attendus}
    fautes = {nom: phrase for nom, (phrase, _) in attendus.items() if phrase and not lus[nom]}
    for nom, (_, maximum) in attendus.items():
        if len(lus[nom]) > maximum:
            fautes[nom] = f"Ce texte compte {len(lus[nom])} caractères ; {maximum} au plus sont admis."
    for nom in {"objet", "texte"} & attendus.keys() - fautes.keys():
        try:
            require_variables(lus[nom])
        except Refus as refus:
            fautes[nom] = refus.phrase
    if fautes:
        raise Refus("Ce lot ne peut pas partir tel quel.", fautes)
    return lus


def fill_variables(texte: str, valeurs: Mapping[str, str]) -> str:
    """The text for one dossier. A value is never read as a text with variables of its own."""
    return VARIABLE.sub(lambda trouve: valeurs.get(trouve[1], trouve[0]), texte)


def refuse_complement(situation: Situation, code: str) -> str:
    """Why a complement cannot be asked of this requirement alone, the other verdicts staying as they are; empty when it
    can: all the others must have been given.
    """
    if code not in expected_examens(situation):
        return NON_DEMANDEE
    conteste = Examen(code, "a_corriger", "demandé à plusieurs dossiers")
    try:
        corrections_motivees(replace(situation, examens={**situation.examens, code: conteste}))
    except Refus as refus:
        return refus.phrase
    return ""
