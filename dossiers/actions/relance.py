"""Reminders: each rung of a silent dossier, once, to the people of its company, then to the référent of the ANS."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dossiers.actions.envoi import permitted_moment, post_envoi
from dossiers.actions.evenement import record_evenement
from dossiers.actions.projection import EVENEMENT_RELANCE, next_relance, save_projection
from dossiers.models import Compte, Dossier, Envoi
from dossiers.queries.situation import situation_of
from dossiers.rules.envoi import Genre
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.relance import Echelon
from dossiers.rules.situation import Situation

LOT = 500
journal = logging.getLogger(__name__)


def sweep_relances(*, le: datetime | None = None) -> int:
    """Does every rung that is due, each in its own transaction; returns how many. Nothing at night nor on a weekend.

    A dossier that fails is said in the log, and does not hold up the others.
    """
    le = le or timezone.now()
    if settings.ENVOIS_SUSPENDUS or permitted_moment(le) != le:
        return 0
    return sum(_try_dossier(pk, le) for pk in _due_dossiers(le))


def remind_dossier(*, dossier_id: int, le: datetime) -> bool:
    """Does the rung of one dossier, if it is still due once its row is locked. False when there was nothing to do."""
    with transaction.atomic():
        dossier = _lock_due(dossier_id, le)
        if dossier is None:
            return False
        situation = situation_of(dossier, le)
        echelon = next_relance(dossier, situation)
        du = echelon is not None and echelon.le <= le
        if du:
            _climb(dossier, situation, echelon, le)
        save_projection(dossier, le)
    return du


def _due_dossiers(le: datetime) -> Iterator[int]:
    """The dossiers due at `le`, in batches: each is asked for once, even when it stays due."""
    dernier = 0
    dus = Dossier.objects.filter(prochaine_relance__lte=le).order_by("pk").values_list("pk", flat=True)
    while lot := list(dus.filter(pk__gt=dernier)[:LOT]):
        yield from lot
        dernier = lot[-1]


def _try_dossier(dossier_id: int, le: datetime) -> bool:
    try:
        return remind_dossier(dossier_id=dossier_id, le=le)
    except Exception as erreur:
        journal.error("relance du dossier %s impossible : %s", dossier_id, type(erreur).__name__)
        return False


def _lock_due(dossier_id: int, le: datetime) -> Dossier | None:
    """The dossier, its row locked, if nobody else holds it and it is still due."""
    complet = Dossier.objects.select_related("referentiel", "editeur", "solution", "referent")
    dus = complet.select_for_update(of=("self",), skip_locked=True).filter(prochaine_relance__lte=le)
    return dus.filter(pk=dossier_id).first()


def _climb(dossier: Dossier, situation: Situation, echelon: Echelon, le: datetime) -> None:
    destinataires = _reviewers(dossier) if echelon.pour_ans else _members(dossier)
    envois = [_post(dossier, situation, echelon, compte, le) for compte in destinataires]
    dossier.relances_faites = echelon.rang
    dossier.save(update_fields=["relances_faites"])
    record_evenement(
        dossier=dossier,
        geste=EVENEMENT_RELANCE,
        etape=situation.etape,
        par=None,
        le=le,
        donnees={"rang": echelon.rang, "nombre": len(envois), "pour_ans": echelon.pour_ans},
    )


def _post(dossier: Dossier, situation: Situation, echelon: Echelon, compte: Compte, le: datetime) -> Envoi:
    lieu = {"etape": situation.etape, "tour": situation.tour, "rang": echelon.rang}
    codes = [ligne.code for ligne in prepare_etape(situation).bloquantes]
    return post_envoi(
        cle=f"relance:{dossier.pk}:{situation.etape}:{situation.tour}:{echelon.rang}:{compte.pk}",
        genre=Genre.RELANCE_ANS if echelon.pour_ans else Genre.RELANCE,
        destinataire=compte,
        dossier=dossier,
        le=le,
        donnees={**lieu, "codes": codes},
    )


def _members(dossier: Dossier) -> list[Compte]:
    """The active people of the company who have not stopped the reminders."""
    voulues = {"appartenances__editeur": dossier.editeur_id, "appartenances__relances": True}
    return list(Compte.objects.filter(is_active=True, **voulues).order_by("pk"))


def _reviewers(dossier: Dossier) -> list[Compte]:
    """The référent of the dossier; without one, every administrator of the ANS."""
    referent = dossier.referent
    if referent and referent.is_active and referent.est_ans:
        return [referent]
    administrateurs = Compte.objects.filter(role_ans=Compte.RoleAns.ADMINISTRATEUR, is_active=True)
    return list(administrateurs.order_by("pk"))
