"""The CNDA's ladder: is a status at least at the threshold? An unknown label is never a pass nor a fail.

Source: ANS FAQ, étape 2 (« au minimum au statut Pré-examen »): a threshold on an ordered ladder, not an equality.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from dossiers.referentiel.echelle import Echelle, Statut

# What a page puts before a label: bullets, ticks. A quotation mark, a colon, an ellipsis or a digit make it no label.
PUCES = "•●○◦·∙■□▪▫◆✓✔⚪⚫◯©®¤°*>- "
LIBELLE = re.compile(r"[^\W\d_]+(?:[ \u00a0'’‐‑–-]+[^\W\d_]+)*")
LONG = 8


class Seuil(StrEnum):
    ATTEINT = "atteint"
    INSUFFISANT = "insuffisant"
    A_VERIFIER = "a_verifier"


def fold(texte: str) -> str:
    """Lower case, without accents, hyphens, punctuation nor doubled spaces: how two labels are compared."""
    decompose = unicodedata.normalize("NFKD", texte.casefold())
    lettres = "".join(lettre for lettre in decompose if not unicodedata.combining(lettre))
    return " ".join(re.findall(r"[a-z0-9]+", lettres))


def find_statut(libelle: str, echelle: Echelle) -> Statut | None:
    """The status a label names, by its code or any of its spellings; None when the ladder does not know it."""
    cherche = fold(libelle)
    if not cherche:
        return None
    for statut in echelle.statuts:
        if cherche in _spellings(statut):
            return statut
    return None


@lru_cache(maxsize=256)
def _spellings(statut: Statut) -> frozenset[str]:
    return frozenset(fold(forme) for forme in (statut.code, statut.libelle, *statut.libelles))


def compare_statut(libelle: str, statut_min: str, echelle: Echelle) -> Seuil:
    """Where a label stands against the least status that will do. A side state (anomalies, refusé) is below."""
    statut = find_statut(libelle, echelle)
    if statut is None:
        return Seuil.A_VERIFIER
    minimum = echelle.statut(statut_min).rang
    if statut.rang is None or minimum is None:
        return Seuil.INSUFFISANT
    return Seuil.ATTEINT if statut.rang >= minimum else Seuil.INSUFFISANT


def read_statut(texte: str, echelle: Echelle) -> Statut | None:
    """The status that a run of text read on a picture surely is, all of it: None for a part, a sentence, a doubt.

    One sign may be wrong inside a long label when nothing else of the ladder is near: an engine loses a letter, and
    never turns « Non accordé » into « Accordé ».
    """
    nu = texte.strip().lstrip(PUCES).strip()
    if not LIBELLE.fullmatch(nu):
        return None
    cherche, formes = fold(nu), _forms(echelle)
    exact = next((statut for forme, statut in formes if forme == cherche), None)
    if exact:
        return exact
    proches = [statut for forme, statut in formes if _is_slip(cherche, forme)]
    seul = proches and len({statut.code for forme, statut in formes if _distance(cherche, forme) <= 2}) == 1
    return proches[0] if seul else None


def find_statuts(texte: str, echelle: Echelle) -> set[str]:
    """The codes of all the statuses whose names stand in a text, the longest names first."""
    reste, codes = f" {fold(texte)} ", set()
    for forme, statut in _forms(echelle):
        if f" {forme} " in reste:
            reste, _ = reste.replace(f" {forme} ", " | "), codes.add(statut.code)
    return codes


@lru_cache(maxsize=16)
def _forms(echelle: Echelle) -> tuple[tuple[str, Statut], ...]:
    """Every spelling, folded, the longest first."""
    formes = [(fold(forme), statut) for statut in echelle.statuts for forme in (statut.libelle, *statut.libelles)]
    return tuple(sorted(formes, key=lambda paire: (-len(paire[0]), paire[0])))


def _is_slip(cherche: str, forme: str) -> bool:
    """One sign wrong, inside: the ends of a word make another one of it (« Certifier », « Recettes »)."""
    if min(len(cherche), len(forme)) < LONG or cherche[:2] != forme[:2] or cherche[-2:] != forme[-2:]:
        return False
    return _distance(cherche, forme) <= 1


def _distance(un: str, autre: str) -> int:
    """How many signs to change, add or remove; 3 stands for three and more."""
    if abs(len(un) - len(autre)) > 2:
        return 3
    ligne = list(range(len(autre) + 1))
    for i, lettre in enumerate(un, 1):
        diagonale, ligne[0] = ligne[0], i
        for j, signe in enumerate(autre, 1):
            diagonale, ligne[j] = ligne[j], min(ligne[j] + 1, ligne[j - 1] + 1, diagonale + (lettre != signe))
    return min(ligne[-1], 3)
