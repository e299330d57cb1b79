"""The views of the queue that a person kept."""

from dossiers.models import Compte, Favori


def favoris_of(compte: Compte) -> list[Favori]:
    """By name. One query."""
    return list(Favori.objects.filter(compte=compte).order_by("nom", "pk"))
