"""Takes a dossier to examine it, keeps it, lets go of it, takes it back from someone who has forgotten it."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils import timezone

from dossiers.actions.geste import lock_dossier
from dossiers.models import Compte, Dossier, Verrou
from dossiers.queries.perimetre import role_of
from dossiers.queries.verrou import prise_of
from dossiers.rules.transition import require_role
from dossiers.rules.verrou import Prise, end_of, is_barred, refusal_of

GESTE = "examiner"


@transaction.atomic
def take_verrou(*, dossier: Dossier, par: Compte, le: datetime | None = None) -> Prise:
    """The lock as it stands once this person has asked for it: theirs when it was free, or theirs already (it then
    holds longer); otherwise that of whoever is on the dossier. Raises `Interdit`.
    """
    require_role(GESTE, role_of(par, dossier.editeur_id))
    le = le or timezone.now()
    debut = {"par": par, "depuis": le, "jusqu_a": end_of(le), "repris_a": None}
    _, neuf = Verrou.objects.get_or_create(dossier=dossier, defaults=debut)
    siens = Verrou.objects.filter(dossier=dossier, par=par, jusqu_a__gt=le)
    if not neuf and not siens.update(jusqu_a=end_of(le)):
        Verrou.objects.filter(dossier=dossier, jusqu_a__lte=le).update(**debut)
    return prise_of(dossier)


@transaction.atomic
def hold_verrou(*, dossier: Dossier, par: Compte, le: datetime) -> Prise:
    """The same before a save, the dossier's row locked. Raises `Tenu` when somebody else is on it, `Interdit`."""
    verrouille = lock_dossier(dossier)
    prise = take_verrou(dossier=verrouille, par=par, le=le)
    if is_barred(prise, par.pk, le):
        raise refusal_of(prise, par.pk)
    return prise


@transaction.atomic
def seize_verrou(*, dossier: Dossier, par: Compte, le: datetime | None = None) -> Prise:
    """Takes the dossier back, whoever is on it: their next save is refused, and keeps what they typed. Raises
    `Interdit`.
    """
    le = le or timezone.now()
    verrouille = lock_dossier(dossier)
    prise = take_verrou(dossier=verrouille, par=par, le=le)
    if is_barred(prise, par.pk, le):
        debut = {"par": par, "depuis": le, "jusqu_a": end_of(le), "repris_a": prise.par}
        Verrou.objects.filter(dossier=dossier).update(**debut)
        prise = prise_of(dossier)
    return prise


def release_verrou(*, dossier: Dossier, par: Compte, le: datetime | None = None) -> None:
    """This person is not on it any more; what somebody else holds is left."""
    le = le or timezone.now()
    Verrou.objects.filter(dossier=dossier, par=par, jusqu_a__gt=le).update(jusqu_a=Greatest("depuis", le))
