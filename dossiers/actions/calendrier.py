"""Limits that move: a published change reaches every open dossier, in batches, and those concerned are told once.

What is asked of a dossier stays that of the version it is pinned to; its calendar is that of the latest version.
"""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dossiers.actions.evenement import record_evenement
from dossiers.actions.geste import lock_dossier
from dossiers.actions.projection import save_projection
from dossiers.models import Dossier, Referentiel, Relance
from dossiers.queries.destinataire import Destinataires
from dossiers.queries.referentiel import dispositif_of, latest_versions
from dossiers.queries.relance import referent_of
from dossiers.queries.situation import followed_dispositif, situation_of
from dossiers.rules.echeance import Deplacement, moved_limites
from dossiers.rules.parcours import Etat
from dossiers.rules.relance import Sorte

DEPLACEMENT = "deplacer_echeance"
LOT = 200
FINIS = (Etat.REFUSEE.value, Etat.RETIREE.value)
journal = logging.getLogger(__name__)


def sweep_calendriers(*, le: datetime | None = None) -> int:
    """Every open dossier follows the latest calendar of its dispositif; returns how many had to be moved.

    Each in its own transaction: a sweep that is killed goes on with the next one. Run twice, it moves nothing twice.
    """
    le = le or timezone.now()
    return sum(_try_dossier(pk, dernier, le) for dernier in latest_versions() for pk in _late_dossiers(dernier))


def follow_calendrier(*, dossier_id: int, referentiel: Referentiel, le: datetime) -> bool:
    """One dossier follows the limits of that version. False when it already does, or follows a later one: the sweep
    may have read its list before that was published.
    """
    with transaction.atomic():
        dossier = lock_dossier(Dossier(pk=dossier_id))
        if (dossier.calendrier or dossier.referentiel).version >= referentiel.version:
            return False
        deplacements = moved_limites(followed_dispositif(dossier).echeances, dispositif_of(referentiel).echeances)
        dossier.calendrier = referentiel
        dossier.save(update_fields=["calendrier"])
        for deplacement in deplacements:
            _record(dossier, referentiel, deplacement, le)
        if deplacements:
            _tell(dossier, referentiel, deplacements, le)
        save_projection(dossier, le)
    return True


def _late_dossiers(dernier: Referentiel) -> Iterator[int]:
    """The dossiers that do not follow that version yet, in batches."""
    vus = 0
    while lot := list(_late(dernier).filter(pk__gt=vus).order_by("pk").values_list("pk", flat=True)[:LOT]):
        yield from lot
        vus = lot[-1]


def _late(dernier: Referentiel) -> QuerySet[Dossier]:
    suit = Q(calendrier=dernier) | Q(calendrier=None, referentiel=dernier)
    return Dossier.objects.filter(dispositif=dernier.code).exclude(suit).exclude(etat__in=FINIS)


def _try_dossier(dossier_id: int, dernier: Referentiel, le: datetime) -> bool:
    try:
        return follow_calendrier(dossier_id=dossier_id, referentiel=dernier, le=le)
    except Exception as erreur:
        journal.error("calendrier du dossier %s impossible : %s", dossier_id, type(erreur).__name__)
        return False


def _record(dossier: Dossier, referentiel: Referentiel, deplacement: Deplacement, le: datetime) -> None:
    """The old date stays in the history."""
    donnees = {
        "code": deplacement.code,
        "libelle": deplacement.libelle,
        "avant": _text(deplacement.avant),
        "apres": _text(deplacement.apres),
        "echelon": _echelon(referentiel),
    }
    record_evenement(dossier=dossier, geste=DEPLACEMENT, etape=dossier.etape, par=None, le=le, donnees=donnees)


def _tell(dossier: Dossier, referentiel: Referentiel, deplacements: list[Deplacement], le: datetime) -> None:
    """The company's people who want to know, and the référent: in their next digest, once. Nobody of training."""
    if dossier.formation:
        return
    gens = Destinataires([dossier])
    comptes = gens.membres(dossier, Sorte.CALENDRIER)
    if referent_of(dossier) or not comptes:
        comptes += gens.referents(dossier, Sorte.CALENDRIER)
    situation = situation_of(dossier, le)
    lieu = {"dossier": dossier, "etape": situation.etape, "tour": situation.tour, "echelon": _echelon(referentiel)}
    lignes = [
        Relance(**lieu, code=d.code, sorte=Sorte.CALENDRIER.value, destinataire=compte, le=le)
        for d in deplacements
        for compte in comptes
    ]
    Relance.objects.bulk_create(lignes, ignore_conflicts=True)


def _echelon(referentiel: Referentiel) -> str:
    return f"calendrier@v{referentiel.version}"


def _text(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
