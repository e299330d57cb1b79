"""200 while people can work, 503 when the database is gone; a silent broker is only said."""

import pytest
from django.db import OperationalError

from dossiers.accueil import sante

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _courtier(monkeypatch):
    monkeypatch.setattr(sante, "ping_courtier", lambda: True)


def test_all_is_well(client):
    response = client.get("/sante/")
    assert (response.status_code, response.json()) == (200, {"base": "ok", "broker": "ok"})


def test_a_silent_broker_does_not_stop_people(client, monkeypatch):
    monkeypatch.setattr(sante, "ping_courtier", lambda: False)
    response = client.get("/sante/")
    assert (response.status_code, response.json()) == (200, {"base": "ok", "broker": "injoignable"})


def test_no_database_is_a_503(client, monkeypatch):
    def fail():
        raise OperationalError("gone")

    monkeypatch.setattr(sante.connection, "cursor", fail)
    response = client.get("/sante/")
    assert (response.status_code, response.json()) == (503, {"base": "injoignable", "broker": "ok"})


def test_the_answer_is_never_cached(client):
    assert "no-store" in client.get("/sante/")["Cache-Control"]
