"""The CNDA's ladder: is a status at least at the threshold? An unknown label is never a pass nor a fail.

Source: ANS FAQ, étape 2 (« au minimum au statut Pré-examen »): a threshold on an ordered ladder, not an equality.
"""

import re
import unicodedata
from enum import StrEnum

from dossiers.referentiel.echelle import Echelle, Statut


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
        if cherche in {fold(forme) for forme in (statut.code, statut.libelle, *statut.libelles)}:
            return statut
    return None


def compare_statut(libelle: str, statut_min: str, echelle: Echelle) -> Seuil:
    """Where a label stands against the least status that will do. A side state (anomalies, refusé) is below."""
    statut = find_statut(libelle, echelle)
    if statut is None:
        return Seuil.A_VERIFIER
    minimum = echelle.statut(statut_min).rang
    if statut.rang is None or minimum is None:
        return Seuil.INSUFFISANT
    return Seuil.ATTEINT if statut.rang >= minimum else Seuil.INSUFFISANT
