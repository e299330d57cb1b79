"""What a browser adds to signing in: no script at all, and a tab left open while its owner signed in again."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories import make_compte
from tests.navigateur.gestes import follow, sign_in

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


def test_a_stale_tab_still_sends_what_was_typed(page: Page):
    compte = make_compte()
    sign_in(page, compte, "/mot-de-passe/")
    page.fill("#id_old_password", "mauvais")
    other = page.context.new_page()
    other.goto("/compte/")
    follow(other.get_by_role("button", name="Se déconnecter"))
    sign_in(other, compte, "/compte/")
    page.get_by_role("button", name="Enregistrer ce mot de passe").click()
    expect(page.locator("[data-segur-resume]")).to_contain_text("Ce n’est pas votre mot de passe actuel.")


def test_signing_in_and_out_needs_no_script(browser: Browser, browser_context_args):
    compte = make_compte()
    size = {"width": 390, "height": 900}
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False, "viewport": size})
    page = context.new_page()
    sign_in(page, compte, "/compte/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon compte")
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()
    expect(page.get_by_role("button", name="Masquer le message")).to_have_count(0)
    context.close()
