"""The projection of a dossier (`COLONNES`, and the awaited answer) computed again from its facts, held against it."""

from datetime import datetime

from django.db import transaction

from dossiers.actions.geste import lock_dossier
from dossiers.actions.message import save_attente
from dossiers.actions.projection import COLONNES, project, save_projection
from dossiers.models import Dossier
from dossiers.queries.message import awaited_in, shown_attente

Ecart = tuple[str, object, object]


def recompute_dossier(*, dossier: Dossier, le: datetime, corriger: bool = False) -> list[Ecart]:
    """The derived columns that differ: (name, what the row holds, what the facts say). `corriger` writes the latter."""
    with transaction.atomic():
        actuel = lock_dossier(dossier)
        avant = {nom: getattr(actuel, nom) for nom in COLONNES}
        calcul = project(actuel, le)
        tenue, due = shown_attente(actuel), awaited_in(actuel)
        if corriger:
            save_projection(lock_dossier(dossier), le)
            save_attente(lock_dossier(dossier))
    ecarts = [(nom, avant[nom], calcul[nom]) for nom in COLONNES if avant[nom] != calcul[nom]]
    return ecarts if tenue == due else [*ecarts, ("reponse_attendue", tenue, due)]
