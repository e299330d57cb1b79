"""The calendar and the reminders in a real browser: axe on each page, full and in error, wide and narrow."""

import pytest
from playwright.sync_api import Page, expect

from dossiers.actions.agenda import open_agenda
from dossiers.models import Retenue
from tests.factories import LUNDI, make_administrateur, make_dossier, make_failure, make_membre
from tests.pannes.silence import make_silence

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("largeur")]


def test_calendar_its_what_if_and_the_reminders_of_a_dossier(page: Page, enter, console, verifier_axe):
    dossier = make_dossier(make_membre(), code="DSR-IMG-DB-Va2", etape=2)
    open_agenda(par=dossier.cree_par)
    enter(page, dossier.cree_par, f"/dossiers/{dossier.uuid}/calendrier/")
    expect(page.locator(".segur-frise tbody tr")).to_have_count(8)
    verifier_axe(page)
    page.select_option("#id_quoi", "limite:dossier_preuves")
    page.fill("#id_jour", "2030-01-15")
    page.get_by_role("button", name="Voir ce qui change").click()
    expect(page.get_by_text("Ceci est une supposition")).to_be_visible()
    verifier_axe(page)
    for chemin in ("/calendrier/", "/agenda/", f"/dossiers/{dossier.uuid}/relances/", f"/dossiers/{dossier.uuid}/"):
        page.goto(chemin)
        verifier_axe(page)
    assert console == []


def test_quiet_without_its_reason_is_refused(page: Page, enter, console, verifier_axe):
    dossier = make_dossier(make_membre(), etape=2)
    enter(page, dossier.cree_par, f"/dossiers/{dossier.uuid}/relances/")
    page.fill("#id_jusqu_a", "2020-01-01")
    page.get_by_role("button", name="Suspendre les relances").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    assert console == []


def test_wave_that_is_held(page: Page, enter, console, verifier_axe):
    make_silence(3)
    Retenue.objects.create(le=LUNDI, prevues=900, habituel=100, seuil=300)
    for chemin in ("/pilotage/relances/", "/instruction/relances/"):
        enter(page, make_administrateur(), chemin)
        verifier_axe(page)
    assert console == []


def test_what_if_over_all_the_dossiers(page: Page, enter, console, verifier_axe):
    dossier = make_dossier(make_membre(), code="DSR-IMG-DB-Va2", etape=2)
    make_dossier(dossier.cree_par, code="DSR-IMG-DB-Va2")
    enter(page, dossier.cree_par, "/calendrier/")
    verifier_axe(page)
    page.select_option("#id_quoi", "duree:cnda_pre_examen")
    page.get_by_role("button", name="Voir ce qui change").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    page.fill("#id_jours", "120")
    page.get_by_role("button", name="Voir ce qui change").click()
    expect(page.get_by_role("heading", name="2 dossiers touchés")).to_be_visible()
    expect(page.locator(".segur-frise tbody tr")).to_have_count(2)
    verifier_axe(page)
    enter(page, make_administrateur(), "/pilotage/calendrier/?dispositif=DSR-IMG-DB-Va2")
    page.select_option("#id_quoi", "duree:cnda_pre_examen")
    page.fill("#id_jours", "120")
    page.get_by_role("button", name="Voir ce qui change").click()
    expect(page.locator(".segur-frise tbody tr")).to_have_count(2)
    verifier_axe(page)
    assert console == []


def test_mails_of_a_person(page: Page, enter, console, verifier_axe):
    perdu = make_membre(prenom="Paul", nom="Perdu")
    make_failure(perdu)
    enter(page, make_administrateur(), "/pilotage/courriels/?q=paul")
    verifier_axe(page)
    page.get_by_role("link", name="Paul Perdu").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Courriels de Paul Perdu")
    verifier_axe(page)
    for chemin in ("/relances/", "/mes-courriels/", "/pilotage/relances/"):
        page.goto(chemin)
        verifier_axe(page)
    enter(page, perdu, "/dossiers/")
    verifier_axe(page)
    assert console == []
