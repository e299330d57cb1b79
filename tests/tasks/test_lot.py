"""The worker's door: lots."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers.actions import lot as actions
from dossiers.actions.lot import start_lot
from dossiers.tasks.lot import run, sweep_lots
from tests.factories import make_dossier, make_instructeur, make_lot

pytestmark = pytest.mark.django_db


def test_run_twice_does_its_work_once():
    ans = make_instructeur()
    lot = make_lot("confier", [make_dossier()], ans, referent=str(ans.pk))
    start_lot(lot=lot, par=ans)
    for _ in range(2):
        run(lot.pk)
    lot.refresh_from_db()
    assert (lot.etat, lot.fait, lot.lignes.get().etat) == ("termine", 1, "faite")


def test_sweep_asks_again_for_a_lot_whose_worker_died(monkeypatch):
    hints = []
    monkeypatch.setattr(actions, "enqueue", lambda tache, pk: not hints.append((tache, pk)))
    lot = make_lot("relancer", [make_dossier()], make_instructeur())
    start_lot(lot=lot, par=lot.par, le=timezone.now() - timedelta(minutes=2))
    sweep_lots()
    assert hints == [("dossiers.tasks.lot.run", lot.pk)]


def test_a_slice_is_over_before_its_task_is_ended():
    assert run.time_limit == 240
