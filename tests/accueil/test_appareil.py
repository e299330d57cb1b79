"""A browser that has signed in to an address is known for ninety days, for that address alone."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory

from dossiers.accueil.appareil import mark_appareil, read_appareil
from tests.factories import LUNDI

ADRESSE = "camille@alpha.example"


def marked(courriel: str = ADRESSE) -> HttpResponse:
    reponse = HttpResponse()
    mark_appareil(reponse, courriel)
    return reponse


def read(cookie: str, courriel: str = ADRESSE) -> str:
    requete = RequestFactory().get("/")
    requete.COOKIES["appareil"] = cookie
    return read_appareil(requete, courriel)


@pytest.fixture
def cookie() -> str:
    return marked().cookies["appareil"].value


def test_known_whatever_the_case_of_the_address(cookie):
    assert len(read(cookie)) >= 12
    assert read(cookie) == read(cookie, f" {ADRESSE.upper()} ")


def test_each_browser_has_its_own_number(cookie):
    assert read(cookie) != read(marked().cookies["appareil"].value)


def test_it_is_known_for_that_address_alone(cookie):
    assert read(cookie, "autre@alpha.example") == ""


@pytest.mark.parametrize("faux", ["", "invente", "WzEsMl0:1abc:xyz"])
def test_forged_one_is_nobody_s(faux):
    assert read(faux) == ""


def test_without_a_cookie_nothing_is_known():
    assert read_appareil(RequestFactory().get("/"), ADRESSE) == ""


def test_forgotten_after_ninety_days():
    with time_machine.travel(LUNDI, tick=False) as horloge:
        cookie = marked().cookies["appareil"].value
        horloge.shift(timedelta(days=90))
        assert read(cookie) != ""
        horloge.shift(timedelta(seconds=1))
        assert read(cookie) == ""


def test_cookie_names_nobody_and_is_out_of_reach_of_scripts(cookie, settings):
    settings.SESSION_COOKIE_SECURE = True
    pose = marked().cookies["appareil"]
    assert (pose["httponly"], pose["secure"], pose["samesite"], pose["max-age"]) == (True, True, "Lax", 90 * 86_400)
    assert "camille" not in cookie
