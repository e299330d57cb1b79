"""The public page of a decision and the way to its revocation, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from dossiers.actions.decision import revoke_decision
from dossiers.models import Decision
from tests.decisions import seed_decisions
from tests.factories import LUNDI, make_administrateur, make_decided, make_submitted
from tests.navigateur.gestes import follow

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("largeur")]


def scanned(decision: Decision) -> str:
    return reverse("decision_empreinte", args=[decision.numero, decision.sha256[:16]])


def test_from_the_home_page_with_a_keyboard(page: Page, console, verifier_axe):
    make_decided()
    decision = Decision.objects.get()
    page.goto("/")
    follow(page.get_by_role("link", name="Vérifiez qu’elle est authentique"))
    verifier_axe(page)
    page.get_by_role("main").get_by_role("button", name="Vérifier").click()
    expect(page.locator("#id_numero")).to_have_attribute("aria-invalid", "true")
    verifier_axe(page)
    page.fill("#id_numero", decision.numero.lower().replace("-", " "))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Décision authentique, en vigueur")
    verifier_axe(page)
    assert console == []


def test_scanned_then_revoked_then_altered(page: Page, verifier_axe):
    make_decided("refuser")
    decision = Decision.objects.select_related("soumission__dossier").get()
    titre = page.get_by_role("heading", level=1)
    page.goto(scanned(decision))
    expect(titre).to_have_text("Décision authentique, en vigueur")
    verifier_axe(page)
    revoke_decision(decision=decision, motif="Erreur.", par=make_administrateur(), le=LUNDI)
    page.reload()
    expect(titre).to_have_text("Décision révoquée")
    verifier_axe(page)
    page.goto(scanned(decision)[:-3] + "zz/")
    expect(titre).to_have_text("Adresse altérée")
    verifier_axe(page)
    page.goto("/decision/0000-0000-0000-0000/")
    expect(titre).to_have_text("Décision inconnue")
    verifier_axe(page)


def test_an_administrator_revokes(page: Page, enter, console, verifier_axe):
    dossier = make_decided()
    enter(page, make_administrateur(), reverse("instruction:dossier", args=[dossier.uuid]))
    verifier_axe(page)
    page.get_by_role("link", name="Révoquer cette décision").click()
    page.get_by_role("button", name="Révoquer la décision").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    page.fill("#id_motif", "La preuve était celle d’une autre solution.")
    page.get_by_role("button", name="Révoquer la décision").click()
    expect(page.get_by_text("est révoquée. L’éditeur et le référent en sont avertis.")).to_be_visible()
    verifier_axe(page)
    assert console == []


def test_the_editeur_downloads_it(page: Page, enter, membre, console, verifier_axe):
    dossier = make_decided("refuser", membre=membre)
    enter(page, membre, reverse("depot:etape", args=[dossier.uuid, 2]))
    verifier_axe(page)
    with page.expect_download() as attendu:
        page.get_by_role("link", name="Décision n°").click()
    assert attendu.value.suggested_filename == f"decision-{dossier.reference}-E2-T1.pdf"
    assert console == []


def test_the_editeur_reads_how_long_it_takes(page: Page, enter, membre, console, verifier_axe):
    dossier = make_submitted(membre)
    seed_decisions([1] * 5 + [3] * 5)
    enter(page, membre, reverse("depot:recepisse", args=[dossier.uuid, 1]))
    expect(page.get_by_text("une décision sur deux est rendue en 2 jours ouvrés")).to_be_visible()
    verifier_axe(page)
    assert console == []
