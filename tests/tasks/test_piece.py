"""The worker's door: previews."""

import pytest

from dossiers.actions import piece as actions
from dossiers.gateways.apercu import ATTENTE_APERCU
from dossiers.tasks.piece import preview, sweep_apercus
from tests.factories import make_dossier, make_piece

pytestmark = pytest.mark.django_db


def test_preview_is_made_once():
    piece = make_piece(make_dossier(etape=2))
    for _ in range(2):
        preview(piece.pk)
    piece.refresh_from_db()
    assert (piece.etat_apercu, bool(piece.apercu)) == ("fait", True)


def test_task_outlives_its_child():
    assert preview.time_limit > ATTENTE_APERCU


def test_sweep_asks_again_for_what_was_lost(monkeypatch):
    hints = []
    monkeypatch.setattr(actions, "enqueue", lambda tache, pk: not hints.append((tache, pk)))
    piece = make_piece(make_dossier(etape=2))
    sweep_apercus()
    assert hints == [("dossiers.tasks.piece.preview", piece.pk)]
