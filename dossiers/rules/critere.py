"""The nine criteria of the SMT: which are met and what that means. Nothing is decided here: the ANS alone decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dossiers.referentiel.fiche import Critere

REPONSES = {"oui": "Oui", "non": "Non", "inconnu": "Je ne sais pas"}


@dataclass(frozen=True)
class Avis:
    """One criterion and what the answer given to it means."""

    critere: Critere
    reponse: str
    phrase: str


@dataclass(frozen=True)
class Bilan:
    avis: tuple[Avis, ...]
    remplis: tuple[int, ...]
    manquants: tuple[int, ...]
    inconnus: tuple[int, ...]
    phrase: str


def assess_criteres(criteres: Iterable[Critere], reponses: Mapping[int, str]) -> Bilan:
    """`reponses`: number → oui, non or anything else for « I do not know »."""
    criteres = tuple(criteres)
    avis = tuple(_read(critere, reponses.get(critere.numero, "")) for critere in criteres)
    remplis, manquants, inconnus = (tuple(a.critere.numero for a in avis if a.reponse == r) for r in REPONSES)
    return Bilan(avis, remplis, manquants, inconnus, _sentence(avis))


def _read(critere: Critere, reponse: str) -> Avis:
    if reponse not in ("oui", "non"):
        return Avis(critere, "inconnu", "À établir : l’ANS vous posera la question.")
    return Avis(critere, reponse, critere.oui if reponse == "oui" else critere.non)


def _sentence(avis: tuple[Avis, ...]) -> str:
    """A way in, the conditions, the particular cases: what stands out, in one sentence of advice."""
    dits = {genre: [a for a in avis if a.critere.genre == genre] for genre in ("titre", "condition", "cas")}
    manquantes = [a.critere.numero for a in dits["condition"] if a.reponse == "non"]
    if manquantes:
        numeros = " et ".join(map(str, manquantes))
        vise = "visent les critères" if len(manquantes) > 1 else "vise le critère"
        return f"Avant de présenter votre terminologie, il reste à travailler ce que {vise} {numeros}."
    if any(a.reponse == "inconnu" for a in avis):
        return "Rien ne s’oppose à une présentation d’après vos réponses, mais certaines restent à établir."
    if not any(a.reponse == "oui" for a in dits["titre"]):
        titre = "il reste à dire à quel titre l’ANS la publierait (critères 1 et 2)."
        return f"Les conditions générales sont réunies ; {titre}"
    return "Vos réponses décrivent une terminologie qui peut être présentée à l’ANS."
