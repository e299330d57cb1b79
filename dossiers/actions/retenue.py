"""The circuit breaker: a wave larger than usual stops before its first mail, and an administrator decides.

What is urgent leaves meanwhile, unless it is itself a wave (`rules/vague.py`).
"""

from datetime import datetime
from statistics import median

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from dossiers.actions.envoi import post_envoi
from dossiers.models import Compte, Relance, Retenue
from dossiers.queries.perimetre import role_of
from dossiers.queries.recapitulatif import daily_counts
from dossiers.queries.relance import administrateurs, pending_relances
from dossiers.rules.calendrier import day_of, moment
from dossiers.rules.droit import require_droit
from dossiers.rules.envoi import Genre
from dossiers.rules.refus import Refus
from dossiers.rules.vague import Passage, allowed, judge_vague

# The usual day is the median of the days that had mails, among that many days before.
JOURS_LUS = 30


def permitted_passage(*, le: datetime) -> Passage:
    """What may leave of what waits. Opens the hold, and asks the administrators, once."""
    ouverte = Retenue.objects.filter(etat=Retenue.Etat.OUVERTE).first()
    if ouverte:
        return judge_vague(0, wave_size(le, urgentes=True), ouverte.seuil, retenue=True)
    prevues, urgentes, habituel = wave_size(le), wave_size(le, urgentes=True), usual_day(le)
    seuil = allowed(habituel, settings.RELANCES_FACTEUR, settings.RELANCES_PLANCHER)
    passage = judge_vague(prevues, urgentes, seuil, retenue=False)
    if passage is not Passage.TOUT:
        _open(Retenue(le=le, prevues=prevues, urgentes=urgentes, habituel=habituel, seuil=seuil))
    return passage


def wave_size(le: datetime, *, urgentes: bool = False) -> int:
    """How many people are written to that day, those still waiting included; what was released does not count again.

    `urgentes`: those alone whose limit is at hand.
    """
    liberees = Retenue.objects.filter(etat=Retenue.Etat.LIBEREE).order_by("-decidee_le")
    vague = Relance.objects.filter(abandonnee=False, destinataire__isnull=False)
    vague = vague.filter(Q(le__gte=moment(day_of(le), 0)) | Q(envoi=None, envoyee_le=None))
    if urgentes:
        vague = vague.filter(urgente=True)
    if derniere := liberees.values_list("decidee_le", flat=True).first():
        vague = vague.filter(le__gt=derniere)
    return vague.order_by().values("destinataire").distinct().count()


def usual_day(le: datetime) -> int:
    """The median number of digests of a day that had some; 0 before any."""
    comptes = daily_counts(le, JOURS_LUS)
    return round(median(comptes.values())) if comptes else 0


@transaction.atomic
def release_retenue(*, retenue: Retenue, par: Compte, le: datetime) -> Retenue:
    """Lets the wave go: what was held leaves with the next sweep. Raises `Interdit`, or `Refus` once it is decided."""
    return _decide(retenue, Retenue.Etat.LIBEREE, par, le)


@transaction.atomic
def drop_retenue(*, retenue: Retenue, par: Compte, le: datetime) -> Retenue:
    """Gives up all that was held: these rungs are done, and no mail leaves. Raises `Interdit` or `Refus`."""
    decidee = _decide(retenue, Retenue.Etat.ECARTEE, par, le)
    pending_relances().filter(le__lte=le).update(abandonnee=True)
    return decidee


def _decide(retenue: Retenue, etat: Retenue.Etat, par: Compte, le: datetime) -> Retenue:
    require_droit("decider_retenue", role_of(par))
    actuelle = Retenue.objects.select_for_update().get(pk=retenue.pk)
    if actuelle.etat != Retenue.Etat.OUVERTE:
        raise Refus("Cette vague a déjà été libérée ou écartée.")
    actuelle.etat, actuelle.decidee_par, actuelle.decidee_le = etat, par, le
    actuelle.save(update_fields=["etat", "decidee_par", "decidee_le"])
    return actuelle


def _open(retenue: Retenue) -> None:
    """Two sweeps at once open one hold: the second finds it there."""
    try:
        with transaction.atomic():
            retenue.save(force_insert=True)
            for compte in administrateurs():
                cle = f"{Genre.RETENUE}:{retenue.pk}:{compte.pk}"
                post_envoi(
                    cle=cle, genre=Genre.RETENUE, destinataire=compte, le=retenue.le, donnees={"retenue": retenue.pk}
                )
    except IntegrityError:
        return
