"""One digest a person: what was written for them over all their dossiers becomes one mail, one a day at most.

A limit within 48 hours may cost a second mail. What comes while a digest waits joins it; what comes after it left waits
for the next working day.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from dossiers.actions.envoi import post_envoi
from dossiers.actions.retenue import is_held
from dossiers.models import Compte, Envoi, Relance
from dossiers.queries.recapitulatif import left_today
from dossiers.queries.relance import pending_relances
from dossiers.rules.calendrier import day_of
from dossiers.rules.envoi import Genre


def post_recapitulatifs(*, le: datetime) -> int:
    """Puts what waits in digests, unless the wave is held; returns how many mails were posted or completed."""
    destinataires = list(pending_relances().order_by("destinataire").values_list("destinataire", flat=True).distinct())
    if not destinataires or is_held(le=le):
        return 0
    comptes = Compte.objects.in_bulk(destinataires)
    return sum(_post_recapitulatif(comptes[pk], le) for pk in destinataires)


@transaction.atomic
def _post_recapitulatif(compte: Compte, le: datetime) -> bool:
    lignes = list(pending_relances().filter(destinataire=compte).order_by("pk"))
    en_attente = _waiting(compte)
    if en_attente:
        return _attach(lignes, en_attente)
    deja = left_today(compte, le)
    if deja:
        lignes = [ligne for ligne in lignes if ligne.urgente]
    if not lignes:
        return False
    cle = f"{Genre.RELANCE}:{compte.pk}:{day_of(le)}{':urgent' if deja else ''}"
    envoi = post_envoi(
        cle=cle,
        genre=Genre.RELANCE_ANS if compte.est_ans else Genre.RELANCE,
        destinataire=compte,
        le=le + timedelta(seconds=settings.RELANCE_REGROUPEMENT),
        donnees={"urgent": deja},
    )
    return envoi.etat == Envoi.Etat.ATTENTE and _attach(lignes, envoi)


def _waiting(compte: Compte) -> Envoi | None:
    """The digest of that person that has not begun to leave, its row locked: nobody takes it meanwhile."""
    attente = Envoi.objects.select_for_update().filter(destinataire=compte, etat=Envoi.Etat.ATTENTE)
    return attente.filter(genre__in=[Genre.RELANCE, Genre.RELANCE_ANS]).order_by("pk").first()


def _attach(lignes: Iterable[Relance], envoi: Envoi) -> bool:
    pks = [ligne.pk for ligne in lignes]
    return bool(pending_relances().filter(pk__in=pks).update(envoi=envoi))
