"""The reminders' pages in a real browser: one's preference, and the stop link of a mail."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from dossiers.queries.preference import jeton_of
from tests.factories import make_editeur, make_membre
from tests.navigateur.gestes import sign_in

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("largeur")]


def test_preference_is_changed_by_keyboard(page: Page, console, verifier_axe):
    membre = make_membre(make_editeur("ALPHA Santé"))
    sign_in(page, membre, "/relances/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mes relances")
    verifier_axe(page)
    page.locator("#id_sortes_0").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vous recevrez les relances choisies.")).to_be_visible()
    expect(page.locator("#id_sortes_0")).not_to_be_checked()
    verifier_axe(page)
    assert (console, membre.appartenances.get().relances) == ([], False)


def test_stop_link_asks_once_and_needs_no_account(page: Page, console, verifier_axe):
    membre = make_membre(make_editeur("ALPHA Santé"))
    page.goto(reverse("relances_arret", args=[jeton_of(membre.appartenances.get())]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ne plus recevoir de relances ?")
    verifier_axe(page)
    page.get_by_role("button", name="Ne plus recevoir de relances").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous ne recevez plus de relances")
    verifier_axe(page)
    assert (console, membre.appartenances.get().relances) == ([], False)


def test_void_stop_link(page: Page, verifier_axe):
    assert page.goto("/relances/arret/rien/").status == 404
    verifier_axe(page)
