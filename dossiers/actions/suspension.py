"""Quiet for a while, with its reason: the reminders of a dossier wait, but those of a limit that comes near."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from dossiers.actions.geste import geste
from dossiers.models import Compte, Dossier
from dossiers.rules.calendrier import day_of, moment
from dossiers.rules.refus import Refus

JOURS_MAX = 60
MOTIF_MAX = 300


def suspend_relances(
    *, dossier: Dossier, jusqu_a: date | None, motif: str, par: Compte, le: datetime | None = None
) -> Dossier:
    """No reminder of what is missing before that day; None takes the quiet away.

    Raises `Interdit`, or `Refus` (with its fields) without a reason, for a day that is not ahead, or too far.
    """
    le = le or timezone.now()
    with geste("suspendre_relances", dossier, par=par, le=le) as fait:
        if jusqu_a is not None:
            _check(jusqu_a, motif, le)
        fait.dossier.suspendues_jusqu_a = moment(jusqu_a, settings.RELANCE_HEURE) if jusqu_a else None
        fait.dossier.suspension_motif = motif.strip() if jusqu_a else ""
        fait.dossier.save(update_fields=["suspendues_jusqu_a", "suspension_motif"])
        fait.donnees["jusqu_a"] = jusqu_a.isoformat() if jusqu_a else ""
    return fait.dossier


def _check(jusqu_a: date, motif: str, le: datetime) -> None:
    refus = {}
    if not motif.strip():
        refus["motif"] = "Indiquez pourquoi : vos collègues et l’ANS le liront."
    elif len(motif.strip()) > MOTIF_MAX:
        refus["motif"] = f"{MOTIF_MAX} caractères au plus."
    if not day_of(le) < jusqu_a <= day_of(le) + timedelta(days=JOURS_MAX):
        refus["jusqu_a"] = f"Choisissez un jour à venir, dans {JOURS_MAX} jours au plus."
    if refus:
        raise Refus(" ".join(refus.values()), refus)
