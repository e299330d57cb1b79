"""What a lot costs: 500 dossiers shown, then three batches done; all of them, BENCH=longue. Figures with `-s`."""

import os
import time
from copy import copy

import pytest
from django.db import connection
from django.db.models import Model
from django.db.models.base import ModelState
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers.actions.lot import TRANCHE, prepare_lot, run_lot, start_lot
from dossiers.gateways.file_attente import hold_hints
from dossiers.models import Dossier, Lot
from dossiers.queries.lot import previsions_of
from dossiers.rules.lot import LOT_MAX
from tests.factories import make_instructeur, make_lot, make_membre, make_submitted

pytestmark = [pytest.mark.django_db, pytest.mark.bench]
FAITS = LOT_MAX if os.environ.get("BENCH") == "longue" else 2 * TRANCHE + 1


def _many(modele: Dossier, nombre: int) -> list[Dossier]:
    """The same dossier that many times, with its étapes and what was sent."""
    suite = [*modele.etapes.order_by("numero"), *modele.soumissions.order_by("pk")]
    nouveau = Dossier._meta.get_field("uuid").get_default
    Dossier.objects.bulk_create(_copy(modele, numero=numero, uuid=nouveau()) for numero in range(2, nombre + 1))
    copies = Dossier.objects.exclude(pk=modele.pk).order_by("pk")
    for ligne in suite:
        type(ligne).objects.bulk_create(_copy(ligne, dossier=copie) for copie in copies)
    return list(Dossier.objects.order_by("pk"))


def _copy(ligne: Model, **champs) -> Model:
    copie = copy(ligne)
    copie.pk, copie._state = None, ModelState()
    for nom, valeur in champs.items():
        setattr(copie, nom, valeur)
    return copie


def _timed(geste) -> tuple[float, int]:
    debut = time.perf_counter()
    with CaptureQueriesContext(connection) as requetes:
        geste()
    return time.perf_counter() - debut, len(requetes)


def test_five_hundred_dossiers(capsys):
    ans, dossiers = make_instructeur(), _many(make_submitted(make_membre()), LOT_MAX)
    couts = {}
    for nombre in (3, LOT_MAX):
        lot = make_lot("complement", dossiers[:nombre], ans, exigence="nil", motif="A")
        couts[nombre] = _timed(lambda lot=lot: previsions_of(lot, timezone.now()))
    lot = prepare_lot(dossiers=dossiers[:FAITS], genre="confier", par=ans)
    Lot.objects.filter(pk=lot.pk).update(parametres={"referent": str(ans.pk)})
    lot.refresh_from_db()
    with hold_hints():
        start_lot(lot=lot, par=ans)
        debut = time.perf_counter()
        while run_lot(lot_id=lot.pk):
            continue
    duree = time.perf_counter() - debut
    lot.refresh_from_db()
    with capsys.disabled():
        print(f"\n  lot: preview of {LOT_MAX} {couts[LOT_MAX][0]:.2f} s, {FAITS} done {duree:.1f} s")  # noqa: T201
    assert (couts[3][1], lot.fait, lot.etat) == (couts[LOT_MAX][1], FAITS, "termine")
    assert couts[LOT_MAX][0] < 5
