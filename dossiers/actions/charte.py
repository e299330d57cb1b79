"""Étape 1: the Charte de référencement Ségur is accepted by someone able to engage the company. Étape 2 opens."""

from datetime import datetime

from django.utils import timezone

from dossiers.actions.geste import geste
from dossiers.models import Compte, Dossier
from dossiers.rules.refus import Refus


def accept_charte(*, dossier: Dossier, acceptee: bool, par: Compte, le: datetime | None = None) -> Dossier:
    """Records the acceptance. Raises `Refus` when the box is not ticked, `Interdit` for someone not empowered."""
    with geste("accepter_charte", dossier, par=par, le=le or timezone.now()) as fait:
        if not acceptee:
            phrase = "Cochez la case pour accepter la charte : sans elle, l’étape 2 reste fermée."
            raise Refus(phrase, {"acceptee": phrase})
    return fait.dossier
