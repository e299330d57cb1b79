"""Who accepted the charte, and when."""

from dossiers.models import Dossier, Evenement


def acceptance_of(dossier: Dossier) -> Evenement | None:
    """The event of the acceptance, with its author; None before it."""
    return dossier.evenements.filter(geste="accepter_charte").select_related("par").order_by("-rang").first()
