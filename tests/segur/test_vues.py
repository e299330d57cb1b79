"""What people read when something went wrong before a door could answer."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import include, path


def interdit(request):
    raise PermissionDenied("Seul un mandataire peut accepter la charte.")


def panne(request):
    raise RuntimeError("panne")


urlpatterns = [path("interdit/", interdit), path("panne/", panne), path("", include("segur.urls"))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def test_a_stale_form_is_told_how_to_mend_it():
    response = Client(enforce_csrf_checks=True).post("/connexion/", {"username": "x"})
    body = response.content.decode()
    assert (response.status_code, "Votre saisie n’est pas perdue" in body) == (403, True)


def test_a_refusal_shows_its_sentence(client):
    response = client.get("/interdit/")
    body = response.content.decode()
    assert (response.status_code, "Seul un mandataire peut accepter la charte." in body) == (403, True)


def test_a_failure_of_ours_says_so_without_the_database(client, django_assert_num_queries):
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get("/panne/")
    assert (response.status_code, "Elle vient de nous, pas de vous" in response.content.decode()) == (500, True)
