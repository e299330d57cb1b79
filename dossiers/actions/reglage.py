"""Turns the switches of the product: an administrator of the ANS, each turn kept with who and when."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.gateways.file_attente import enqueue
from dossiers.models import Compte, Reglage
from dossiers.queries.perimetre import role_of
from dossiers.queries.reglage import reglages
from dossiers.rules.droit import require_droit

TACHE_PROJECTION = "dossiers.tasks.lecture.refresh"


def set_lecture(*, active: bool, par: Compte, le: datetime | None = None) -> Reglage | None:
    """Starts or stops the reading of proofs. None when it was so already: nothing is written then.

    Raises `Interdit` for someone who is not an administrator of the ANS.
    """
    require_droit("regler_lecture", role_of(par))
    valeur = Reglage.Valeur.ACTIVE if active else Reglage.Valeur.ARRETEE
    with transaction.atomic():
        dernier = reglages(Reglage.Code.LECTURE).select_for_update().first()
        if (dernier.valeur if dernier else Reglage.Valeur.ACTIVE) == valeur:
            return None
        transaction.on_commit(lambda: enqueue(TACHE_PROJECTION), robust=True)
        return Reglage.objects.create(code=Reglage.Code.LECTURE, valeur=valeur, par=par, le=le or timezone.now())
