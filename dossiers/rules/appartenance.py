"""What holds of the people of a company: known roles, and at all times one mandataire at least."""

from collections.abc import Collection

from dossiers.rules.parcours import EDITEUR, Role
from dossiers.rules.refus import Refus

ROLE_INCONNU = "Choisissez un rôle : mandataire, représentant ou salarié."
DERNIER_MANDATAIRE = (
    "Votre entreprise doit garder au moins un mandataire : confiez d’abord ce rôle à une autre personne."
)
PERSONNE_PRISE = (
    "Cette adresse est déjà utilisée ailleurs et ne peut pas rejoindre votre entreprise : indiquez-en une autre."
)
PERSONNE_PRESENTE = "Cette personne fait déjà partie de votre entreprise : changez plutôt son rôle."


def read_role(role: str) -> Role:
    """The role of a company that this word names. Raises `Refus`, tied to `role`, for any other."""
    if role not in {r.value for r in EDITEUR}:
        raise Refus(ROLE_INCONNU, {"role": ROLE_INCONNU})
    return Role(role)


def require_mandataire(roles: Collection[str]) -> None:
    """Raises `Refus` unless one of these roles, those that would remain, is mandataire."""
    if Role.MANDATAIRE not in roles:
        raise Refus(DERNIER_MANDATAIRE, {"role": DERNIER_MANDATAIRE})
