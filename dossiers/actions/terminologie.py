"""The catalogue of terminologies, and what a solution declares of it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from dossiers.models import Compte, Integration, Solution, Terminologie
from dossiers.queries.aide import aide_of
from dossiers.queries.perimetre import Introuvable, role_of
from dossiers.rules.droit import require_droit
from dossiers.rules.refus import Refus


def publish_terminologies() -> int:
    """Adds to the catalogue those of the files that are not there; returns how many. The others stay as edited."""
    connues = set(Terminologie.objects.order_by("pk").values_list("code", flat=True))
    neuves = [
        Terminologie(
            code=t.code,
            nom=t.nom,
            couche=t.couche,
            usage=t.usage,
            gestionnaire=t.gestionnaire,
            adresse=t.adresse,
            transcodage=t.transcodage,
            certitude=t.certitude.value,
        )
        for t in aide_of().terminologies
        if t.code not in connues
    ]
    Terminologie.objects.bulk_create(neuves)
    return len(neuves)


def save_terminologie(*, terminologie: Terminologie, par: Compte) -> Terminologie:
    """Adds or changes a row of the catalogue. Raises `Interdit`; `Refus` with its field for a code already taken."""
    require_droit("editer_aide", role_of(par))
    _require_free(terminologie)
    try:
        with transaction.atomic():
            terminologie.save()
    except IntegrityError:
        _require_free(terminologie)  # someone else has just taken it
        raise
    return terminologie


def _require_free(terminologie: Terminologie) -> None:
    if Terminologie.objects.filter(code=terminologie.code).exclude(pk=terminologie.pk).exists():
        raise Refus("Ce code est déjà celui d’une autre terminologie.", {"code": "Ce code est déjà pris."})


@transaction.atomic
def declare_terminologies(
    *, solution: Solution, codes: Iterable[str], par: Compte, le: datetime | None = None
) -> list[str]:
    """What a solution integrates, from now on; returns the codes kept. Raises `Interdit`, and `Introuvable` for a
    solution of another company. A code that is not in the catalogue is passed over.
    """
    role = role_of(par, solution.editeur_id)
    if role is None:
        raise Introuvable("Cette solution n’existe pas pour cette personne.")
    require_droit("declarer_terminologies", role)
    Solution.objects.select_for_update().get(pk=solution.pk)
    voulues = {t.code: t for t in Terminologie.objects.filter(code__in=list(codes), en_vigueur=True).order_by("pk")}
    Integration.objects.filter(solution=solution).exclude(terminologie__code__in=voulues).delete()
    deja = set(
        Integration.objects.filter(solution=solution).values_list("terminologie__code", flat=True).order_by("pk")
    )
    le = le or timezone.now()
    Integration.objects.bulk_create(
        [Integration(solution=solution, terminologie=t, par=par, le=le) for c, t in voulues.items() if c not in deja]
    )
    return sorted(voulues)
