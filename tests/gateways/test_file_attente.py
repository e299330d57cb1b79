"""The queue's hints: given when the broker answers, lost cheaply and counted when it does not."""

import time

import pytest
from celery import current_app
from kombu.exceptions import OperationalError

from dossiers.gateways import file_attente

TACHE = "dossiers.tasks.essai.essayer"


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    monkeypatch.setattr(file_attente, "perdus", {})
    monkeypatch.setattr(file_attente, "_muet_jusqu_a", 0.0)


@pytest.fixture
def sent(monkeypatch) -> list:
    """What reaches the broker; a task named « panne » finds it away."""
    sent = []

    def send_task(tache: str, args: tuple, **options: object) -> None:
        sent.append((tache, args, options))
        if tache == "panne":
            raise OperationalError("Timeout reading from socket")

    monkeypatch.setattr(current_app, "send_task", send_task)
    return sent


def test_a_hint_is_given(sent):
    assert file_attente.enqueue(TACHE, 12) is True
    assert sent == [(TACHE, (12,), {"retry": False, "ignore_result": True})]
    assert file_attente.perdus == {}


def test_ten_hints_to_an_absent_broker_cost_one_try(sent):
    assert [file_attente.enqueue("panne", rang) for rang in range(10)] == [False] * 10
    assert [args for _, args, _ in sent] == [(0,)]
    assert file_attente.perdus == {"panne": 10}


def test_the_broker_is_tried_again_after_the_respite(sent, monkeypatch):
    file_attente.enqueue("panne")
    later = time.monotonic() + file_attente.REPIT
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert file_attente.enqueue(TACHE, 1) is True
    assert file_attente.perdus == {"panne": 1}


def test_hints_held_are_neither_sent_nor_lost(monkeypatch):
    monkeypatch.setattr(file_attente.current_app, "send_task", lambda *args, **options: pytest.fail("sent"))
    with file_attente.hold_hints():
        assert file_attente.enqueue(TACHE, 1) is False
    assert file_attente.perdus == {}
