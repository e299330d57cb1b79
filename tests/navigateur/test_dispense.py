"""Waivers and training in a real browser, wide and narrow: granted, read, listed; axe and the console."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from dossiers.models import Dispense, Dossier
from tests.factories import make_administrateur, make_dispense, make_dossier, make_submitted
from tests.navigateur.gestes import follow

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
VUES = os.environ.get("SEGUR_VUES", "")


@pytest.fixture
def photo(page: Page, largeur: int):
    """`photo("nom")` keeps a picture of the page in the folder SEGUR_VUES, when there is one."""

    def _photo(nom: str) -> None:
        if VUES:
            page.screenshot(path=Path(VUES) / f"{nom}-{largeur}.png", full_page=True)

    return _photo


def test_granted_from_the_dossier_by_keyboard_and_read_by_the_company(
    page: Page, enter, console, verifier_axe, photo, membre
):
    dossier, admin = make_submitted(membre), make_administrateur(prenom="Ada", nom="Min")
    make_dossier(membre, etape=2)
    enter(page, admin, reverse("instruction:dossier", args=[dossier.uuid]))
    verifier_axe(page)
    photo("cockpit")
    page.keyboard.press("j")
    follow(page.locator("#exigence-nil").get_by_role("link", name="Dispenser"))
    verifier_axe(page)
    page.get_by_role("button", name="Voir ce qui va changer").press("Enter")
    expect(page.locator("#id_motif_error")).to_be_visible()
    verifier_axe(page)
    photo("dispenser-erreur")
    page.locator("#id_portee_2").check(force=True)
    page.fill("#id_jusqu_au", (timezone.localdate() + timedelta(days=90)).isoformat())
    page.fill("#id_motif", "La base de référence n’attribue pas encore ce numéro.")
    page.get_by_role("button", name="Voir ce qui va changer").press("Enter")
    expect(page.get_by_role("heading", name="2 dossiers en cours sont concernés")).to_be_visible()
    verifier_axe(page)
    photo("dispenser-confirmer")
    page.get_by_role("button", name="Accorder la dispense").press("Enter")
    expect(page.get_by_text("La dispense est accordée")).to_be_visible()
    verifier_axe(page)
    photo("dispenses-dossier")
    page.goto(reverse("instruction:dossier", args=[dossier.uuid]))
    expect(page.locator("#exigence-nil").get_by_text("Dispense accordée", exact=True)).to_be_visible()
    verifier_axe(page)
    photo("cockpit-dispense")
    page.goto(reverse("pilotage:dispenses"))
    verifier_axe(page)
    photo("pilotage-dispenses")
    follow(page.get_by_role("link", name="Lever").first)
    verifier_axe(page)
    photo("lever-dispense")
    assert (console, Dispense.objects.get().exigence) == ([], "nil")


def test_the_company_reads_it_at_the_field_and_in_the_panel(page: Page, enter, console, verifier_axe, photo, membre):
    dossier = make_dossier(membre, etape=2)
    make_dispense(dossier, "nie", jours=None)
    enter(page, membre, reverse("depot:etape", args=[dossier.uuid, 2]))
    expect(page.locator("#item-nie")).to_contain_text("Dispense accordée par l’ANS")
    expect(page.locator("#id_nie")).to_have_count(0)
    page.locator("#regle summary").click()
    verifier_axe(page)
    photo("editeur-etape")
    assert console == []


def test_training_from_the_page_to_the_queue(page: Page, enter, console, verifier_axe, photo, membre):
    make_submitted(membre)
    enter(page, make_administrateur(), reverse("instruction:formation"))
    verifier_axe(page)
    photo("formation")
    page.locator("#id_exercice_1").check(force=True)
    page.get_by_role("button", name="Ouvrir un dossier de formation").press("Enter")
    expect(page.get_by_text("Dossier de formation : tout y est fictif")).to_be_visible()
    verifier_axe(page)
    photo("formation-dossier")
    page.goto(reverse("instruction:file") + "?vue=formation")
    verifier_axe(page)
    photo("formation-file")
    assert (console, Dossier.objects.filter(formation=True).count()) == ([], 1)
