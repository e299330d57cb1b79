"""The broker is asked for a second at most."""

import time

import pytest
from celery import current_app

from dossiers.accueil.sante import ping_courtier


@pytest.mark.parametrize("adresse", ["redis://127.0.0.1:1/0", "redis+socket:///nulle/part.sock"])
def test_a_broker_that_is_not_there_is_known_within_two_seconds(monkeypatch, adresse):
    monkeypatch.setattr(current_app.conf, "broker_read_url", adresse)
    begin = time.monotonic()
    assert ping_courtier() is False
    assert time.monotonic() - begin < 2
