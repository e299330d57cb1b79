"""The measures of the reading, the latest first."""

from dossiers.models import Mesure

MESURES_MAX = 20


def last_mesures() -> list[Mesure]:
    """The last twenty."""
    return list(Mesure.objects.order_by("-le", "-pk")[:MESURES_MAX])
