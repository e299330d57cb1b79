"""Turns the switches, sets the rates of the product: an administrator of the ANS, each turn kept with who and when."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.gateways.file_attente import enqueue
from dossiers.models import Compte, Reglage
from dossiers.queries.perimetre import role_of
from dossiers.queries.reglage import RELECTURE_TAUX, reglages
from dossiers.rules.droit import require_droit
from dossiers.rules.refus import Refus
from dossiers.rules.relecture import TAUX_MAX

TACHE_PROJECTION = "dossiers.tasks.lecture.refresh"


def set_lecture(*, active: bool, par: Compte, le: datetime | None = None) -> Reglage | None:
    """Starts or stops the reading of proofs. None when it was so already: nothing is written then.

    Raises `Interdit` for someone who is not an administrator of the ANS.
    """
    require_droit("regler_lecture", role_of(par))
    with transaction.atomic():
        tour = _turn(Reglage.Code.LECTURE, active, Reglage.Valeur.ACTIVE, par, le)
        if tour:
            transaction.on_commit(lambda: enqueue(TACHE_PROJECTION), robust=True)
    return tour


def set_partage(*, active: bool, par: Compte, le: datetime | None = None) -> Reglage | None:
    """Starts or stops the automatic share of what nobody has taken, done in this person's name. None when it was so
    already. Raises `Interdit` for someone who is not an administrator of the ANS.
    """
    require_droit("repartir_dossiers", role_of(par))
    with transaction.atomic():
        return _turn(Reglage.Code.PARTAGE, active, Reglage.Valeur.ARRETEE, par, le)


def set_relecture(*, taux: int, par: Compte, le: datetime | None = None) -> Reglage | None:
    """Sets how many decisions in a hundred are read twice. None when it was so already: nothing is written then.

    Raises `Interdit` for someone who is not an administrator of the ANS, `Refus` for a rate that is none.
    """
    require_droit("regler_relecture", role_of(par))
    if not 0 <= taux <= TAUX_MAX:
        phrase = f"Donnez un nombre entier entre 0 et {TAUX_MAX}."
        raise Refus(phrase, {"taux": phrase})
    with transaction.atomic():
        dernier = reglages(Reglage.Code.RELECTURE).select_for_update().first()
        if (dernier.taux if dernier else RELECTURE_TAUX) == taux:
            return None
        return Reglage.objects.create(code=Reglage.Code.RELECTURE, taux=taux, par=par, le=le or timezone.now())


def _turn(
    code: Reglage.Code, active: bool, d_office: Reglage.Valeur, par: Compte, le: datetime | None
) -> Reglage | None:
    valeur = Reglage.Valeur.ACTIVE if active else Reglage.Valeur.ARRETEE
    dernier = reglages(code).select_for_update().first()
    if (dernier.valeur if dernier else d_office) == valeur:
        return None
    return Reglage.objects.create(code=code, valeur=valeur, par=par, le=le or timezone.now())
