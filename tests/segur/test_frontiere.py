"""A NUL byte in an address is refused before any door is asked; a session in use does not end."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.factories import make_membre


@pytest.mark.parametrize("chemin", ["/?q=%00", "/?q=a%00b", "/?%00=1", "/a%00b/", "/connexion/?next=%00"])
def test_nul_is_a_400_with_a_page(client, chemin):
    response = client.get(chemin)
    assert (response.status_code, "Cette demande n’a pas été comprise" in response.content.decode()) == (400, True)


@pytest.mark.parametrize("chemin", ["/?q=%2500", "/?q=00", "/"])
def test_anything_else_passes(client, chemin):
    assert client.get(chemin).status_code == 200


@pytest.fixture
def connecte(client, db, time_machine):
    """Someone who has just signed in, and the clock, stopped."""
    time_machine.move_to(timezone.now(), tick=False)
    client.force_login(make_membre())
    return client


def test_a_session_in_use_outlives_twelve_hours(connecte, time_machine):
    for _ in range(3):
        time_machine.shift(timedelta(hours=11))
        response = connecte.get("/compte/")
        assert (response.status_code, response.cookies["sessionid"]["max-age"]) == (200, 12 * 3600)


def test_a_session_left_alone_ends(connecte, time_machine):
    time_machine.shift(timedelta(hours=12, seconds=1))
    assert connecte.get("/compte/").status_code == 302


def test_it_is_written_again_every_ten_minutes_at_most(connecte, time_machine):
    fins = []
    for minutes in (0, 10, 1, 9):
        time_machine.shift(timedelta(minutes=minutes))
        connecte.get("/compte/")
        fins.append((Session.objects.get().expire_date - timezone.now()) / timedelta(minutes=1))
    assert fins == [720, 710, 720, 711]


def test_a_page_that_asks_for_no_session_starts_none(client, db):
    assert ("sessionid" in client.get("/").cookies, Session.objects.count()) == (False, 0)


def test_signing_out_late_leaves_no_session(connecte, time_machine):
    time_machine.shift(timedelta(hours=1))
    anciennes = set(Session.objects.values_list("pk", flat=True))
    connecte.post("/deconnexion/")
    assert anciennes & set(Session.objects.values_list("pk", flat=True)) == set()
