"""The dashboard as a browser sees it: empty, full, narrowed to nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_decided, make_dossier, make_instructeur, make_submitted
from tests.navigateur.gestes import sign_in

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("largeur")]


def test_empty_full_and_narrowed(page: Page, console, verifier_axe):
    sign_in(page, make_instructeur(), "/pilotage/")
    expect(page.get_by_text("Aucun dossier pour l’instant")).to_be_visible()
    verifier_axe(page)
    for fabrique in (make_dossier, make_submitted, make_decided):
        fabrique()
    make_dossier(code="DSR-HOP-DPI-Va2")
    page.reload()
    expect(page.get_by_role("table")).to_have_count(9)
    verifier_axe(page)
    page.get_by_label("Couloir").select_option(label="Hôpital")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_text("1 dossier en tout")).to_be_visible()
    page.get_by_label("Dispositif").select_option(label="Logiciel de gestion de cabinet, vague 2")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_text("Aucun dossier ne répond à ces filtres")).to_be_visible()
    verifier_axe(page)
    assert console == []


def test_a_bar_leads_to_the_queue(page: Page):
    dossier = make_submitted()
    sign_in(page, make_instructeur(), "/pilotage/")
    page.get_by_role("link", name="En instruction").click()
    expect(page.get_by_role("main")).to_contain_text(dossier.solution.nom)
