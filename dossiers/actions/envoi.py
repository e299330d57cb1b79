"""The outbox: asks for a mail in the geste's own transaction, and sends it later, once, if it is still due.

Never lost; at most one repeat per killed process, with the same Message-ID. Exactly once over SMTP does not exist.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dossiers.gateways.courriel import EnvoiImpossible, compose_courriel, send_courriel
from dossiers.gateways.file_attente import enqueue
from dossiers.models import Compte, Dossier, Envoi, Relance
from dossiers.queries.calendrier import permitted_moment
from dossiers.queries.courriel import contexte_of
from dossiers.queries.envoi import EnvoiLu, is_due, read_envoi
from dossiers.queries.recapitulatif import DIGESTS, left_today
from dossiers.queries.relance import pending_relances
from dossiers.rules.calendrier import UN_JOUR, day_of, moment
from dossiers.rules.envoi import AUX_HEURES, REPRISES, retry_delay, waits_for_hours

TACHE_ENVOI = "dossiers.tasks.envoi.send"
LOT = 500
journal = logging.getLogger(__name__)


def post_envoi(
    *,
    cle: str,
    genre: str,
    destinataire: Compte | None,
    le: datetime,
    dossier: Dossier | None = None,
    donnees: dict[str, object] | None = None,
) -> Envoi | None:
    """Writes the row (once per `cle`) and, after the commit, hints the worker. Correctness needs no broker.

    `destinataire` None: someone who has no account, named by what `donnees` point to. None is returned, and no row
    written, about a training dossier: nobody is ever written to about one.
    """
    if dossier is not None and dossier.formation:
        return None
    envoi, cree = Envoi.objects.get_or_create(
        cle=cle,
        defaults={
            "genre": genre,
            "destinataire": destinataire,
            "dossier": dossier,
            "donnees": donnees or {},
            "a_partir_de": le,
            "cree_le": le,
        },
    )
    if cree:
        transaction.on_commit(lambda: enqueue(TACHE_ENVOI, envoi.pk), robust=True)
    return envoi


def post_to_editeur(
    *, dossier: Dossier, genre: str, cle: str, le: datetime, donnees: dict | None = None
) -> list[Envoi]:
    """The same mail to each active person of the dossier's company. `cle` is completed with the person's."""
    comptes = Compte.objects.filter(appartenances__editeur=dossier.editeur_id, is_active=True).order_by("pk")
    envois = [
        post_envoi(cle=f"{cle}:{c.pk}", genre=genre, destinataire=c, le=le, dossier=dossier, donnees=donnees)
        for c in comptes
    ]  # fmt: skip
    return [envoi for envoi in envois if envoi]


def send_envoi(*, envoi_id: int, le: datetime | None = None) -> str:
    """Sends one mail if it waits and is still due; returns the state it is left in, empty when it was not ours to send.

    The claim is committed before anything else, so that nobody else sends it while its lock holds.
    """
    le = le or timezone.now()
    verrou = _claim(envoi_id, le)
    if verrou is None:
        return ""
    lu = read_envoi(envoi_id, le)
    try:
        return _send(lu)
    except EnvoiImpossible as erreur:
        return _postpone(lu.envoi, verrou, str(erreur), le)
    except Exception as erreur:
        _postpone(lu.envoi, verrou, type(erreur).__name__, le)
        # Without its message: it may hold an address. The place where it was raised says enough.
        raise EnvoiImpossible(type(erreur).__name__).with_traceback(erreur.__traceback__) from None


def sweep_envois(*, le: datetime | None = None) -> int:
    """Mails whose worker died wait again; those that wait too long are asked for again. Returns how many were."""
    le = le or timezone.now()
    if settings.ENVOIS_SUSPENDUS:
        return 0
    _release(le)
    retard = timedelta(seconds=settings.ENVOI_RETARD)
    en_retard = Envoi.objects.filter(etat=Envoi.Etat.ATTENTE, a_partir_de__lte=le - retard)
    identifiants = en_retard.order_by("a_partir_de", "pk").values_list("pk", flat=True)[:LOT]
    return sum(enqueue(TACHE_ENVOI, pk) for pk in list(identifiants))


@transaction.atomic
def cancel_envois(*, avant: datetime) -> tuple[int, int]:
    """Gives up every mail written before `avant` that has not left, and every reminder that has no mail yet; returns
    how many of each. Done after a restore: what the dump holds as waiting may have left since.

    One that was being sent when the dump was made counts: it would wait again once its lock is over.
    """
    en_route = Envoi.objects.filter(etat__in=[Envoi.Etat.ATTENTE, Envoi.Etat.ENVOI], cree_le__lt=avant)
    envois = en_route.update(etat=Envoi.Etat.SANS_OBJET, verrou_jusqu_a=None)
    return envois, pending_relances().filter(le__lt=avant).update(abandonnee=True)


def _claim(envoi_id: int, le: datetime) -> datetime | None:
    """Takes a mail that waits and whose time has come: until when, or None when it cannot be taken."""
    if settings.ENVOIS_SUSPENDUS:
        return None
    verrou = le + timedelta(seconds=settings.ENVOI_VERROU)
    with transaction.atomic(durable=True):
        pris = Envoi.objects.filter(pk=envoi_id, etat=Envoi.Etat.ATTENTE, a_partir_de__lte=le).update(
            etat=Envoi.Etat.ENVOI, verrou_jusqu_a=verrou, essais=F("essais") + 1
        )
    return verrou if pris else None


def _send(lu: EnvoiLu) -> str:
    envoi, le = lu.envoi, lu.le
    if not is_due(lu):
        return _mark(envoi, Envoi.Etat.SANS_OBJET)
    permis = _permitted(envoi, le)
    if permis != le:
        return _mark(envoi, Envoi.Etat.ATTENTE, a_partir_de=permis, essais=F("essais") - 1)
    contexte = contexte_of(lu)
    send_courriel(compose_courriel(envoi.genre, contexte, pour=lu.destinataire.courriel, message_id=envoi.message_id))
    if envoi.genre in AUX_HEURES:
        dites = [relance.pk for bloc in lu.blocs for relance in bloc.relances]
        Relance.objects.filter(pk__in=dites).update(envoyee_le=le)
    return _mark(envoi, Envoi.Etat.ENVOYE, envoye_le=le, erreur="")


def _permitted(envoi: Envoi, le: datetime) -> datetime:
    """When this mail may leave: what nobody asked for at decent hours, and a digest not on the day of another unless it
    is urgent.
    """
    if not waits_for_hours(envoi.genre, envoi.donnees):
        return le
    permis = permitted_moment(le)
    calme = envoi.genre in DIGESTS and not envoi.donnees.get("urgent")
    if permis == le and calme and left_today(envoi.destinataire, le, sauf=envoi.pk):
        return permitted_moment(moment(day_of(le) + UN_JOUR, settings.RELANCE_HEURE))
    return permis


def _mark(envoi: Envoi, etat: Envoi.Etat, **champs: object) -> str:
    """What was sent is sent, whoever holds the lock by now, and nothing brings it back."""
    Envoi.objects.filter(pk=envoi.pk).exclude(etat=Envoi.Etat.ENVOYE).update(etat=etat, verrou_jusqu_a=None, **champs)
    return str(etat)


def _postpone(envoi: Envoi, verrou: datetime, erreur: str, le: datetime) -> str:
    """Another try later, or none any more. Does nothing once another worker holds the mail."""
    delai = retry_delay(envoi.essais)
    etat = Envoi.Etat.ATTENTE if delai else Envoi.Etat.ECHEC
    journal.warning("envoi %s (%s), essai %s : %s", envoi.pk, envoi.genre, envoi.essais, erreur)
    encore_a_nous = Envoi.objects.filter(pk=envoi.pk, etat=Envoi.Etat.ENVOI, verrou_jusqu_a=verrou)
    encore_a_nous.update(etat=etat, verrou_jusqu_a=None, erreur=erreur[:200], a_partir_de=le + (delai or timedelta()))
    return str(etat)


def _release(le: datetime) -> None:
    """A mail that has outlived its lock waits again; one that has killed every worker that took it is given up."""
    perdus = Envoi.objects.filter(etat=Envoi.Etat.ENVOI, verrou_jusqu_a__lt=le)
    perdus.filter(essais__gt=len(REPRISES)).update(
        etat=Envoi.Etat.ECHEC, verrou_jusqu_a=None, erreur="interrompu à chaque essai"
    )
    perdus.update(etat=Envoi.Etat.ATTENTE, verrou_jusqu_a=None)
