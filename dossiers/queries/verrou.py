"""Who is on a dossier now."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from dossiers.models import Compte, Dossier, Verrou
from dossiers.rules.verrou import Prise


def prise_of(dossier: Dossier) -> Prise | None:
    """The lock of a dossier, over or not; None when nobody ever opened it to decide. One query."""
    verrou = Verrou.objects.select_related("par").filter(dossier=dossier.pk).first()
    return verrou.prise if verrou else None


def prises_of(dossiers: Collection[int]) -> dict[int, Prise]:
    """The locks of several dossiers, by key, over or not. One query."""
    verrous = Verrou.objects.select_related("par").filter(dossier__in=dossiers).order_by("pk")
    return {verrou.dossier_id: verrou.prise for verrou in verrous}


def unlocked(le: datetime) -> Q:
    """The dossiers that nobody is on."""
    return Q(verrou=None) | Q(verrou__jusqu_a__lte=le)


def unlocked_for(compte: Compte, le: datetime) -> Q:
    """The dossiers that nobody else is on."""
    return unlocked(le) | Q(verrou__par=compte)
