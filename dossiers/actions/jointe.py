"""An attachment on which a reviewer saw patient data is shown to nobody any more; an administrator may give it back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.actions.evenement import record_evenement
from dossiers.actions.fichier import erase_original
from dossiers.actions.geste import lock_dossier
from dossiers.actions.quarantaine import require_reason
from dossiers.models import Compte, Jointe
from dossiers.queries.perimetre import role_of
from dossiers.rules.droit import require_droit
from dossiers.rules.refus import Refus

EVENEMENT_ECART, EVENEMENT_RETOUR = "ecarter_jointe", "rendre_jointe"


def quarantine_jointe(*, jointe: Jointe, motif: str, par: Compte, le: datetime | None = None) -> None:
    """From now on neither its original nor its preview is served to anyone, and the same file is refused anywhere in
    the company. Raises `Refus` without a reason (field « motif »), or for one already there; `Interdit`.
    """
    require_droit("ecarter_jointe", role_of(par))
    le, motif = le or timezone.now(), require_reason(motif)
    ecart = {"quarantaine_le": le, "quarantaine_par": par, "quarantaine_motif": motif}
    if not _move(jointe, EVENEMENT_ECART, par, le, ecart, quarantaine_le=None):
        raise Refus("Cette pièce jointe est déjà en quarantaine.")


def lift_jointe(*, jointe: Jointe, par: Compte, le: datetime | None = None) -> None:
    """Gives back one put aside by mistake. Raises `Refus` for one that is not there, `Interdit`."""
    require_droit("rendre_jointe", role_of(par))
    retour = {"quarantaine_le": None, "quarantaine_par": None, "quarantaine_motif": ""}
    if not _move(jointe, EVENEMENT_RETOUR, par, le or timezone.now(), retour, quarantaine_le__isnull=False):
        raise Refus("Cette pièce jointe n’est pas en quarantaine.")


def purge_jointe(jointe: Jointe, *, le: datetime | None = None) -> bool:
    """Erases the bytes of an attachment of a training dossier; its row and its digest stay. Traced. False for one of a
    real dossier, or erased already. Outside of any transaction, see `erase_original`.
    """
    return erase_original(jointe, par=None, le=le or timezone.now(), admits=lambda actuelle: actuelle.dossier.formation)


@transaction.atomic
def _move(jointe: Jointe, geste: str, par: Compte, le: datetime, valeurs: dict, **attendue: object) -> int:
    """Writes these values on the row if it is as awaited, and its event; 0 when it is not."""
    dossier = lock_dossier(jointe.dossier)
    faits = Jointe.objects.filter(pk=jointe.pk, **attendue).update(**valeurs)
    if faits:
        donnees = {"sha256": jointe.sha256}
        record_evenement(dossier=dossier, geste=geste, etape=dossier.etape, par=par, le=le, donnees=donnees)
    return faits
