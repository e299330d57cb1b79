"""Keeps a measure of the reading. The machine's own: no person does it."""

from collections.abc import Mapping
from datetime import datetime

from dossiers.models import Mesure
from dossiers.rules.mesure import Bilan


def record_mesure(*, moteur: str, resultats: Mapping[str, Bilan], le: datetime) -> Mesure:
    """One more row. `resultats`: half of the jeu d’essai → its figures; `ValueError` when there is none."""
    if not resultats:
        raise ValueError("A measure of nothing is none.")
    return Mesure.objects.create(moteur=moteur[:120], resultats=dict(resultats), le=le)
