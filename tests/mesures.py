"""Measures of the reading for tests: a small jeu d’essai, and what was said of it."""

from dossiers.rules.mesure import Bilan, Dit, Verite, draw_bilan

CHAMPS = {"statut": "Pré-examen", "nil": "0012-7", "logiciel": "Ordolia", "version": "4.2", "date": "02/03/2026"}


def make_verite(issue: str = "concordant", **champs) -> Verite:
    defauts = {
        "fichier": f"{issue}.png",
        "moitie": "mesure",
        "libelle": "Une seule demande",
        "disposition": "tableau_large",
        "nette": True,
        "issue": issue,
        "attendu": {"nil": "0012-7", "nie": "", "logiciel": "Ordolia", "seuil": "pre_examen"},
        "champs": CHAMPS,
    }
    return Verite(**(defauts | champs))


def make_dit(issue: str = "concordant", duree: float = 1.0, **lus) -> Dit:
    return Dit(issue, "conforme", lus, duree)


def make_bilan(*paires: tuple[Verite, Dit], memoire_mo: float = 700) -> Bilan:
    """Of one concordant picture well read, unless told otherwise."""
    return draw_bilan(paires or [(make_verite(), make_dit(**CHAMPS))], memoire_mo)
