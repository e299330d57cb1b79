"""A reviewer says when they are away; an administrator says it of anyone."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from dossiers.models import Absence, Compte
from dossiers.queries.perimetre import Introuvable, role_of
from dossiers.rules.calendrier import day_of
from dossiers.rules.droit import has_droit, require_droit
from dossiers.rules.refus import Refus

JOURS_MAX = 366


def declare_absence(*, compte: Compte, du: date, au: date, par: Compte, le: datetime | None = None) -> Absence:
    """Someone is away from `du` to `au`, both included. Raises `Interdit`, or `Refus` (with its field) for someone not
    of the ANS, days in the wrong order, past or too many, or said already.
    """
    le = le or timezone.now()
    require_droit("declarer_absence" if compte.pk == par.pk else "gerer_absences", role_of(par))
    _check(compte, du, au, day_of(le))
    try:
        with transaction.atomic():
            return Absence.objects.create(compte=compte, du=du, au=au, declaree_par=par, declaree_le=le)
    except IntegrityError:
        phrase = "Cette absence est déjà déclarée."
        raise Refus(phrase, {"du": phrase}) from None


def cancel_absence(*, absence_id: int, par: Compte) -> None:
    """The person is there after all. Raises `Introuvable` for somebody else’s, unless an administrator."""
    role = role_of(par)
    require_droit("declarer_absence", role)
    absence = Absence.objects.filter(pk=absence_id).first()
    if absence is None or (absence.compte_id != par.pk and not has_droit("gerer_absences", role)):
        raise Introuvable("Cette absence n’existe pas pour cette personne.")
    absence.delete()


def _check(compte: Compte, du: date, au: date, jour: date) -> None:
    champs = {}
    if not (compte.est_ans and compte.is_active):
        champs["compte"] = "Choisissez une personne de l’ANS dont le compte est ouvert."
    if au < du:
        champs["au"] = "Le dernier jour ne peut pas précéder le premier."
    elif au < jour:
        champs["au"] = "Cette absence est déjà passée : choisissez un dernier jour à venir."
    elif (au - du).days >= JOURS_MAX:
        champs["au"] = "Une absence dure un an au plus : déclarez-en plusieurs."
    if champs:
        raise Refus(next(iter(champs.values())), champs)
