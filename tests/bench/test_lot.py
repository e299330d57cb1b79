"""What a lot of 500 dossiers costs: shown, then done. Its figures are printed with `-s`."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers.actions.lot import prepare_lot, run_lot, start_lot
from dossiers.gateways.file_attente import hold_hints
from dossiers.models import Dossier, Lot
from dossiers.queries.lot import previsions_of
from dossiers.rules.lot import LOT_MAX
from tests.factories import fresh, make_instructeur, make_lot, make_membre, make_submitted

pytestmark = [pytest.mark.django_db, pytest.mark.bench]


def _many(modele: Dossier, nombre: int) -> list[Dossier]:
    """The same dossier that many times, with its étapes and what was sent."""
    suite = [*modele.etapes.order_by("numero"), *modele.soumissions.order_by("pk")]
    for numero in range(2, nombre + 1):
        copie = fresh(modele)
        copie.pk, copie.numero, copie._state.adding = None, numero, True
        copie.uuid = Dossier._meta.get_field("uuid").get_default()
        copie.save()
        for ligne in suite:
            ligne.pk, ligne.dossier, ligne._state.adding = None, copie, True
            ligne.save()
    return list(Dossier.objects.order_by("pk"))


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
    lot = prepare_lot(dossiers=dossiers, genre="confier", par=ans)
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
        print(f"\n  lot of {LOT_MAX}: preview {couts[LOT_MAX][0]:.2f} s, done {duree:.1f} s")  # noqa: T201
    assert (couts[3][1], lot.fait, lot.etat) == (couts[LOT_MAX][1], LOT_MAX, "termine")
    assert couts[LOT_MAX][0] < 5
