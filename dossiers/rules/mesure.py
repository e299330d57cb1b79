"""How well the reading reads: what it said of each picture of the jeu d’essai, against the truth. Pure arithmetic.

What goes in: pairs of `Verite` and `Dit`. What comes out: a `bilan`, plain data that JSON keeps and pages show.
Goals: issue of the reading (no false *concordant*, ever; 95 % of the sharp ones, 80 % of the photographs; 2 s; 800 MB).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from dossiers.rules.constat import Issue
from dossiers.rules.statut import fold

CHAMPS = {
    "statut": "Statut",
    "nil": "NIL",
    "nie": "NIE",
    "logiciel": "Nom du logiciel",
    "version": "Version",
    "date": "Date",
}
# Compared sign by sign: a hyphen or a zero more is another number.
EXACTS = ("nil", "nie")
RAPPEL_NETTES, RAPPEL_PHOTOS = 0.95, 0.80
MEDIANE_S, MEMOIRE_MO = 2.0, 800
Bilan = dict[str, object]


@dataclass(frozen=True)
class Verite:
    """What a careful person says before the picture, of the case that `libelle` names.

    `champs`: what is legible of the declared software’s row.
    """

    fichier: str
    moitie: str
    libelle: str
    disposition: str
    nette: bool
    issue: str
    attendu: Mapping[str, str]
    champs: Mapping[str, str]
    motif: str = ""


@dataclass(frozen=True)
class Dit:
    """What the reading said. `lus`: field → text as read; `duree` in seconds."""

    issue: str
    motif: str
    lus: Mapping[str, str]
    duree: float


Paire = tuple[Verite, Dit]


@dataclass(frozen=True)
class Objectif:
    """One goal, and whether it is met."""

    libelle: str
    vise: str
    obtenu: str
    tenu: bool


def draw_bilan(paires: Sequence[Paire], memoire_mo: float) -> Bilan:
    """The figures of one half. `memoire_mo`: the peak of the process that reads, in megabytes."""
    return {
        "images": len(paires),
        "matrice": _matrix(paires),
        "faux_concordants": [verite.fichier for verite, dit in paires if is_false_concordant(verite, dit)],
        "nettes": _recall([paire for paire in paires if paire[0].nette]),
        "photos": _recall([paire for paire in paires if not paire[0].nette]),
        "champs": {champ: _field(champ, paires) for champ in CHAMPS},
        "cas": _group(paires, lambda verite: verite.libelle),
        "dispositions": _group(paires, lambda verite: verite.disposition.replace("_", " ").capitalize()),
        "secondes": _seconds([dit.duree for _, dit in paires]),
        "memoire_mo": round(memoire_mo),
    }


def is_false_concordant(verite: Verite, dit: Dit) -> bool:
    """The one fault that is never admitted."""
    return dit.issue == Issue.CONCORDANT and verite.issue != Issue.CONCORDANT


def judge_bilan(bilan: Bilan) -> tuple[Objectif, ...]:
    """Each goal against the figures. A recall of nothing is met."""
    faux = len(bilan["faux_concordants"])
    secondes, memoire = bilan["secondes"]["mediane"], bilan["memoire_mo"]
    return (
        Objectif("Faux concordants", "aucun", str(faux), faux == 0),
        _judge_recall("Copies d’écran nettes concordantes reconnues", bilan["nettes"], RAPPEL_NETTES),
        _judge_recall("Photographies concordantes reconnues", bilan["photos"], RAPPEL_PHOTOS),
        Objectif("Temps médian par image", "moins de 2 s", f"{secondes:.2f} s".replace(".", ","), secondes < MEDIANE_S),
        Objectif("Mémoire de pointe", "moins de 800 Mo", f"{memoire} Mo", memoire < MEMOIRE_MO),
    )


def _judge_recall(libelle: str, rappel: Mapping[str, int], seuil: float) -> Objectif:
    justes, total = rappel["justes"], rappel["total"]
    vise = f"au moins {seuil:.0%}".replace("%", "\u00a0%")
    return Objectif(libelle, vise, f"{share(justes, total)} ({justes} sur {total})", justes >= seuil * total)


def share(part: int, total: int) -> str:
    """« 97,4 % »; a dash when there is nothing to share."""
    return f"{100 * part / total:.1f}\u00a0%".replace(".", ",") if total else "–"


def _matrix(paires: Sequence[Paire]) -> dict[str, dict[str, int]]:
    """truth → said → how many."""
    comptes = Counter((verite.issue, dit.issue) for verite, dit in paires)
    return {vraie.value: {dite.value: comptes[vraie, dite] for dite in Issue} for vraie in Issue}


def _recall(paires: Sequence[Paire]) -> dict[str, int]:
    """Of the truly concordant ones, how many were recognised as such."""
    vrais = [dit for verite, dit in paires if verite.issue == Issue.CONCORDANT]
    return {"justes": sum(dit.issue == Issue.CONCORDANT for dit in vrais), "total": len(vrais)}


def _field(champ: str, paires: Sequence[Paire]) -> dict[str, int]:
    """`total`: pictures that show the field; `lus`: where something was read for it; `justes`: the right thing."""
    montres = [(verite.champs[champ], dit.lus.get(champ, "")) for verite, dit in paires if verite.champs.get(champ)]
    justes = sum(same_text(champ, vrai, lu) for vrai, lu in montres)
    return {"justes": justes, "lus": sum(bool(lu) for _, lu in montres), "total": len(montres)}


def same_text(champ: str, vrai: str, lu: str) -> bool:
    """Is the true value in what was read, whole? A label read with it does no harm."""
    if champ in EXACTS:
        return vrai.casefold() in lu.casefold().replace(":", " ").split()
    return bool(fold(lu)) and f" {fold(vrai)} " in f" {fold(lu)} "


def _group(paires: Sequence[Paire], cle: Callable[[Verite], str]) -> list[dict[str, object]]:
    """One line a group, in the order of the set: pictures, outcomes that are right, false concordants."""
    lignes = []
    for nom in dict.fromkeys(cle(verite) for verite, _ in paires):
        siennes = [(verite, dit) for verite, dit in paires if cle(verite) == nom]
        justes = sum(verite.issue == dit.issue for verite, dit in siennes)
        faux = sum(is_false_concordant(*paire) for paire in siennes)
        attendue = siennes[0][0].issue
        lignes.append({"nom": nom, "attendue": attendue, "images": len(siennes), "justes": justes, "faux": faux})
    return lignes


def _seconds(durees: Sequence[float]) -> dict[str, float]:
    triees = sorted(durees) or [0.0]
    p90 = triees[min(len(triees) - 1, int(len(triees) * 0.9))]
    return {"mediane": round(median(triees), 2), "p90": round(p90, 2), "max": round(triees[-1], 2)}
