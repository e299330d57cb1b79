"""axe on the public pages and on every component, on a wide screen and on a telephone; and a silent console."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import MOT_DE_PASSE, make_instructeur

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("largeur")]
PAGES = (
    "/",
    "/connexion/",
    "/decision/",
    "/decision/?numero=rien",
    "/mot-de-passe/oublie/",
    "/mot-de-passe/oublie/envoye/",
    "/mot-de-passe/choisir/MQ/invente/",
    "/plan-du-site/",
    "/accessibilite/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/cookies/",
)


@pytest.mark.parametrize("chemin", PAGES)
def test_public_page(page: Page, console, verifier_axe, chemin):
    page.goto(chemin)
    verifier_axe(page)
    assert console == []


def test_unknown_page(page: Page, verifier_axe):
    assert page.goto("/nulle-part/").status == 404
    verifier_axe(page)


def test_sign_in_in_error_then_signed_in(page: Page, console, verifier_axe):
    compte = make_instructeur()
    page.goto("/connexion/?next=/compte/")
    page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    page.get_by_role("link", name="Mot de passe", exact=True).click()
    expect(page.locator("#id_password")).to_be_focused()
    page.fill("#id_username", compte.courriel)
    page.fill("#id_password", MOT_DE_PASSE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon compte")
    verifier_axe(page)
    assert console == []


@pytest.mark.urls("tests.composants.vitrine")
def test_every_component_empty_and_in_error(page: Page, console, verifier_axe):
    page.goto("/vitrine/")
    verifier_axe(page)
    page.get_by_role("button", name="Enregistrer la vitrine").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    page.get_by_role("link", name="Votre solution est-elle un montage").click()
    expect(page.locator("#id_montage_0")).to_be_focused()
    assert console == []


@pytest.mark.urls("tests.composants.vitrine")
def test_htmx_works_under_the_csp_and_says_its_failures(page: Page, console):
    page.goto("/vitrine/")
    page.get_by_role("button", name="Charger").click()
    expect(page.locator("#fragment")).to_have_text("Le fragment est arrivé.")
    assert console == []
    page.get_by_role("button", name="Échouer").click()
    expect(page.locator("#annonces")).to_contain_text("Cette action n’a pas abouti.")


@pytest.mark.urls("tests.composants.vitrine")
def test_a_message_can_be_put_away(page: Page):
    page.goto("/vitrine/")
    message = page.get_by_text("Ceci est un message.")
    message.locator("..").get_by_role("button", name="Masquer le message").click()
    expect(message).to_have_count(0)


@pytest.mark.urls("tests.composants.vitrine")
def test_a_session_that_is_over_leaves_the_page_as_it_was(page: Page):
    page.goto("/vitrine/")
    page.fill("#id_nom", "Saisie en cours")
    page.get_by_role("button", name="Mon compte").click()
    expect(page.locator("#annonces")).to_contain_text("Votre session a expiré")
    expect(page.locator("#fragment")).to_be_empty()
    expect(page.locator("#id_nom")).to_have_value("Saisie en cours")
