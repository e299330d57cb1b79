"""Who may see or do what, apart from the life of a dossier (`rules/transition.py`). Each refusal is a sentence."""

from dossiers.rules.parcours import EDITEUR, HABILITES, INSTRUCTION, ROLES, Role
from dossiers.rules.refus import Interdit

DROITS: dict[str, tuple[str, frozenset[Role]]] = {
    "creer_dossier": ("Créer un dossier", EDITEUR),
    "gerer_personnes": ("Gérer les personnes de l’entreprise", HABILITES),
    "regler_relances": ("Régler ses relances", EDITEUR | INSTRUCTION),
    "voir_file": ("Voir la file d’instruction", INSTRUCTION),
    "declarer_absence": ("Déclarer une absence", INSTRUCTION),
    "gerer_absences": ("Déclarer l’absence d’une autre personne", frozenset({Role.ADMINISTRATEUR})),
    "repartir_dossiers": ("Répartir les dossiers", frozenset({Role.ADMINISTRATEUR})),
    "voir_pilotage": ("Voir le pilotage", INSTRUCTION),
    "voir_relances": ("Voir les relances prévues", INSTRUCTION),
    "decider_retenue": ("Décider d’une vague retenue", frozenset({Role.ADMINISTRATEUR})),
    "regler_lecture": ("Arrêter ou reprendre la lecture des preuves", frozenset({Role.ADMINISTRATEUR})),
    "dispenser_largement": (
        "Dispenser toute une solution ou une entreprise, sans terme ou plus d’un an",
        frozenset({Role.ADMINISTRATEUR}),
    ),
    "s_entrainer": ("S’entraîner sur un dossier de formation", INSTRUCTION),
    "gerer_editeurs": ("Gérer les entreprises et les comptes", frozenset({Role.ADMINISTRATEUR})),
    "declarer_terminologies": ("Déclarer les terminologies d’une solution", EDITEUR),
    "ecrire_note": ("Écrire une note interne", INSTRUCTION),
    "regler_relecture": ("Régler la part des secondes lectures", frozenset({Role.ADMINISTRATEUR})),
    "ecrire_message": ("Écrire dans un dossier", EDITEUR | INSTRUCTION),
    "ecarter_jointe": ("Mettre une pièce jointe en quarantaine", INSTRUCTION),
    "rendre_jointe": ("Lever la quarantaine d’une pièce jointe", frozenset({Role.ADMINISTRATEUR})),
    "mener_lot": ("Agir sur plusieurs dossiers à la fois", INSTRUCTION),
    "editer_aide": ("Éditer l’aide", frozenset({Role.ADMINISTRATEUR})),
    "editer_motifs": ("Éditer les motifs de correction", frozenset({Role.ADMINISTRATEUR})),
    "publier_referentiel": ("Publier un référentiel", frozenset({Role.ADMINISTRATEUR})),
}


def require_droit(droit: str, role: Role | None) -> None:
    """Raises `Interdit` with its sentence unless this role has this right. `KeyError` for an unknown right."""
    libelle, roles = DROITS[droit]
    if role not in roles:
        admis = ", ".join(ROLES[r] for r in Role if r in roles)
        raise Interdit(f"« {libelle} » est réservé à ces rôles : {admis}.")


def has_droit(droit: str, role: Role | None) -> bool:
    """True when this role has this right."""
    return role in DROITS[droit][1]
