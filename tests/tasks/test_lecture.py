"""The reader's door."""

import pytest
from celery import current_app

from dossiers.actions import lecture as actions
from dossiers.models import Lecture
from dossiers.tasks.lecture import read, sweep_lectures
from tests.factories import make_dossier, make_piece
from tests.fiches import fiche

pytestmark = pytest.mark.django_db


def test_reading_task_reads_once(monkeypatch):
    monkeypatch.setattr(actions, "read_pages", lambda vues: (fiche(),))
    piece = make_piece(make_dossier(etape=2))
    for _ in range(2):
        read(piece.pk)
    assert list(Lecture.objects.values_list("etat", "essais")) == [("faite", 1)]


def test_reading_has_its_own_queue_and_ends_before_its_claim(settings):
    assert current_app.amqp.router.route({}, read.name)["queue"].name == "lecture"
    assert read.time_limit < settings.LECTURE_VERROU


def test_sweep_asks_again_for_what_was_lost(monkeypatch):
    demandes = []
    monkeypatch.setattr(actions, "enqueue", lambda tache, pk: not demandes.append((tache, pk)))
    piece = make_piece(make_dossier(etape=2))
    sweep_lectures()
    assert demandes == [("dossiers.tasks.lecture.read", piece.pk)]
