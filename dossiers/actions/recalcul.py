"""The projection of a dossier (`COLONNES`, no other column) computed again from its facts, held against its row."""

from datetime import datetime

from django.db import transaction

from dossiers.actions.geste import lock_dossier
from dossiers.actions.projection import COLONNES, project, save_projection
from dossiers.models import Dossier

Ecart = tuple[str, object, object]


def recompute_dossier(*, dossier: Dossier, le: datetime, corriger: bool = False) -> list[Ecart]:
    """The derived columns that differ: (name, what the row holds, what the facts say). `corriger` writes the latter."""
    with transaction.atomic():
        actuel = lock_dossier(dossier)
        avant = {nom: getattr(actuel, nom) for nom in COLONNES}
        calcul = project(actuel, le)
        if corriger:
            save_projection(lock_dossier(dossier), le)
    return [(nom, avant[nom], calcul[nom]) for nom in COLONNES if avant[nom] != calcul[nom]]
