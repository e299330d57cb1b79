"""The people of a company."""

from collections.abc import Iterable

from dossiers.models import Appartenance, Editeur
from dossiers.rules.parcours import Role


def people_able_to(editeur: Editeur, roles: Iterable[Role]) -> list[Appartenance]:
    """The active people of a company who hold one of these roles, by name."""
    trouves = Appartenance.objects.filter(editeur=editeur, role__in=[role.value for role in roles])
    return list(trouves.filter(compte__is_active=True).select_related("compte").order_by("compte__nom", "pk"))
