"""The e-CPS assistant as a page: it says each cause and forgets what it is told."""

import pytest

from tests.lecture import read_page

pytestmark = pytest.mark.django_db
SAISIE = {"appareil": "android", "application": "bas", "identifiant": "10003456786", "annuaire": "non"}


def test_the_ecps_page_says_each_cause(client):
    page = read_page(client.post("/aide/e-cps/", SAISIE)).find_id("constats")
    assert [alerte.find("h3").texte for alerte in page.find_all("div", "fr-alert")] == [
        "Ce n’est pas la bonne application",
        "L’identifiant n’a pas la bonne forme",
        "Vous n’apparaissez pas dans l’Annuaire Santé",
    ]


def test_htmx_is_given_the_findings_alone(client):
    reponse = client.post("/aide/e-cps/", SAISIE, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in reponse, 'id="constats"' in reponse) == (False, True)


def test_the_identifier_goes_in_no_address_and_is_not_cached(client):
    page = client.get("/aide/e-cps/")
    assert read_page(page).find("main").find("form", "segur-deux__principal").attrs["method"] == "post"
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("saisie", [{}, {"appareil": "nokia"}, {"identifiant": "9" * 500}, {"identifiant": "\x00"}])
def test_nothing_breaks_it(client, saisie):
    assert client.post("/aide/e-cps/", saisie).status_code == 200
