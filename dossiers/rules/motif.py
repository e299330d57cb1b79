"""The reasons of a correction, written once with words to be filled in: « L’image montre « {statut_lu} »… »."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dossiers.referentiel.erreur import suggest
from dossiers.referentiel.exigence import Exigence, Format, Kind
from dossiers.referentiel.motif import Modele

# What may be written between braces, and what it stands for.
VARIABLES = {
    "exigence": "le libellé de l’exigence",
    "valeur": "ce que l’éditeur a déclaré",
    "preuve": "ce qui est demandé comme preuve",
    "minimum": "le statut au moins attendu",
    "statut_lu": "le statut lu sur l’image",
    "nil": "le NIL déclaré",
    "nil_lu": "le NIL lu sur l’image",
    "nie": "le NIE déclaré",
    "logiciel": "le nom du logiciel",
}
TROU = re.compile(r"\{([^{}]*)\}")
TEXTE_MAX, LIBELLE_MAX = 1500, 80
# As many as there are keys for them.
PROPOSES_MAX = 9


@dataclass(frozen=True)
class Propose:
    """A reason ready for one requirement, its words filled in."""

    code: str
    libelle: str
    texte: str


def faults_of(modele: Modele) -> dict[str, str]:
    """What keeps a reason from being kept: field → sentence; empty when nothing does."""
    fautes = {}
    if not re.fullmatch(r"[a-z][a-z0-9-]{2,59}", modele.code):
        fautes["code"] = "Le code s’écrit en minuscules sans accent, chiffres et tirets, de 3 à 60 caractères."
    if not 0 < len(modele.libelle) <= LIBELLE_MAX:
        fautes["libelle"] = f"Donnez un titre de {LIBELLE_MAX} caractères au plus."
    if phrase := _text_fault(modele.texte):
        fautes["texte"] = phrase
    if modele.kind and modele.kind not in {kind.value for kind in Kind}:
        fautes["kind"] = "Cette sorte d’exigence n’existe pas."
    if modele.format and modele.format not in {un.value for un in Format}:
        fautes["format"] = "Ce format n’existe pas."
    return fautes


def variables_of(texte: str) -> tuple[str, ...]:
    """The words between braces, once each, in their order."""
    return tuple(dict.fromkeys(TROU.findall(texte)))


def render_motif(texte: str, mots: Mapping[str, str]) -> str:
    """The text with its words filled in; one that is not known stays in sight, to be written by hand."""
    return TROU.sub(lambda trou: mots.get(trou[1]) or "…", texte)


def proposed(modeles: Iterable[Modele], exigence: Exigence, mots: Mapping[str, str]) -> tuple[Propose, ...]:
    """The reasons that can be given for a requirement, nine at the most, in their order: those of its kind and format
    whose words are all known.
    """
    siens = [modele for modele in modeles if _fits(modele, exigence, mots)]
    return tuple(Propose(m.code, m.libelle, render_motif(m.texte, mots)) for m in siens[:PROPOSES_MAX])


def _fits(modele: Modele, exigence: Exigence, mots: Mapping[str, str]) -> bool:
    kind = modele.kind in ("", exigence.kind.value)
    return kind and modele.format in ("", exigence.format.value) and all(map(mots.get, variables_of(modele.texte)))


def _text_fault(texte: str) -> str:
    if not texte.strip():
        return "Écrivez le texte que lira l’éditeur."
    if len(texte) > TEXTE_MAX:
        return f"Ce texte compte {len(texte)} caractères ; {TEXTE_MAX} au plus sont admis."
    for nom in variables_of(texte):
        if nom not in VARIABLES:
            return f"« {{{nom}}} » n’est pas une variable connue.{suggest(nom, VARIABLES)}"
    if set("{}") & set(TROU.sub("", texte)):
        return "Une accolade est seule : une variable s’écrit entre deux accolades, comme {valeur}."
    return ""
