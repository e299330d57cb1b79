"""Remembers that answers were read from a dossier, for one of its requirements: once each, the first time."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from dossiers.models import Compte, Consultation, Dossier, Fiche
from dossiers.queries.perimetre import role_of
from dossiers.rules.parcours import EDITEUR


def record_consultations(
    *, fiches: Iterable[Fiche], dossier: Dossier, exigence: str, par: Compte, le: datetime | None = None
) -> None:
    """Only what the éditeur reads counts: a reviewer who looks at the help has not been helped."""
    if role_of(par, dossier.editeur_id) not in EDITEUR:
        return
    le = le or timezone.now()
    lignes = [Consultation(fiche=fiche, dossier=dossier, exigence=exigence, le=le) for fiche in fiches]
    Consultation.objects.bulk_create(lignes, ignore_conflicts=True)
