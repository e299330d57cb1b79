"""The queue in a browser: axe empty, full and in error at both widths, a silent console, two people at once."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from dossiers.actions.absence import declare_absence
from dossiers.actions.dossier import take_dossier
from dossiers.actions.favori import save_favori
from dossiers.actions.verrou import release_verrou, seize_verrou, take_verrou
from dossiers.models import Compte, Verrou
from dossiers.queries.verrou import prise_of
from tests.factories import (
    make_administrateur,
    make_decided,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_membre,
    make_net,
    make_submitted,
)
from tests.navigateur.gestes import follow

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
# Where pictures of the pages go, when someone wants to look at them.
CAPTURES = os.environ.get("CAPTURES", "")


def capture(page: Page, nom: str, *, entiere: bool = True) -> None:
    if CAPTURES:
        page.screenshot(path=Path(CAPTURES) / f"{nom}-{page.viewport_size['width']}.png", full_page=entiere)


@pytest.fixture
def ines() -> Compte:
    return make_instructeur(prenom="Inès", nom="Leroy")


@pytest.fixture
def thomas() -> Compte:
    return make_instructeur(prenom="Thomas", nom="Girard")


def make_file(ines: Compte, thomas: Compte) -> list:
    """One of Inès's that is late, a clean one nobody has taken, one that Thomas is on, one at its éditeur."""
    par, maintenant = make_membre(make_editeur("Œuvres numériques de santé du Centre-Val de Loire")), timezone.now()
    ancien = make_submitted(par, nom="Cabinet Alpha", le=maintenant - timedelta(days=40))
    net = make_net(par, nom="Cabinet Bêta", le=maintenant - timedelta(days=3))
    tenu = make_submitted(nom="Gestion de cabinet au nom particulièrement long", le=maintenant)
    make_decided("demander_complements", nom="Cabinet Gamma", le=maintenant)
    make_dossier(par, etape=2, nom="Cabinet Delta")
    take_dossier(dossier=ancien, par=ines)
    take_verrou(dossier=tenu, par=thomas)
    return [ancien, net, tenu]


@pytest.mark.usefixtures("largeur")
def test_the_queue_empty_then_full_then_in_error(page: Page, console, verifier_axe, enter, ines, thomas):
    enter(page, ines, "/instruction/")
    expect(page.get_by_text("Rien n’attend de vous")).to_be_visible()
    verifier_axe(page)
    capture(page, "file-vide")
    make_file(ines, thomas)
    save_favori(nom="À regarder à l’étape 2", requete="vue=equipe&doute=oui&etape=2", par=ines)
    page.goto("/instruction/")
    expect(page.get_by_role("table", name="Pour moi")).to_be_visible()
    expect(page.get_by_role("table", name="Ce que personne n’a pris")).to_be_visible()
    verifier_axe(page)
    capture(page, "file-moi")
    page.get_by_role("link", name="Pour l’équipe").click()
    expect(page.get_by_text("Thomas Girard l’examine depuis")).to_be_visible()
    page.get_by_text("Choisir les colonnes").click()
    page.get_by_text("Enregistrer cette vue").click()
    verifier_axe(page)
    capture(page, "file-equipe")
    page.get_by_role("button", name="Enregistrer la vue").click()
    expect(page.get_by_text("Donnez un nom à cette vue.")).to_be_visible()
    verifier_axe(page)
    capture(page, "file-erreur")
    # The browser itself complains of the status of a form that was refused.
    assert [texte for texte in console if "422" not in texte] == []


@pytest.mark.usefixtures("largeur")
def test_the_team_its_share_and_handing_over(page: Page, console, verifier_axe, enter, ines, thomas):
    admin = make_administrateur(prenom="Ada", nom="Zeller")
    enter(page, admin, "/instruction/equipe/repartition/")
    expect(page.get_by_text("Rien à répartir")).to_be_visible()
    verifier_axe(page)
    ancien, *_, tenu = make_file(ines, thomas)
    release_verrou(dossier=tenu, par=thomas)
    jour = timezone.localdate()
    declare_absence(compte=thomas, du=jour + timedelta(days=1), au=jour + timedelta(days=9), par=thomas)
    page.goto("/instruction/equipe/")
    verifier_axe(page)
    capture(page, "equipe")
    page.get_by_role("button", name="Déclarer l’absence").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    capture(page, "equipe-erreur")
    follow(page.get_by_role("link", name="Voir la répartition"))
    verifier_axe(page)
    capture(page, "repartition")
    page.get_by_role("button", name="Répartir ainsi").click()
    expect(page.get_by_text("2 dossiers répartis.")).to_be_visible()
    page.goto(f"/instruction/{ancien.uuid}/confier/")
    verifier_axe(page)
    page.get_by_role("button", name="Confier ce dossier").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    capture(page, "confier-erreur")
    page.get_by_label("À qui").select_option(label="Thomas Girard – 1 dossier à traiter")
    page.get_by_role("button", name="Confier ce dossier").click()
    expect(page.get_by_text("Thomas Girard est maintenant le référent de ce dossier.")).to_be_visible()
    assert console == []


@pytest.mark.usefixtures("largeur")
def test_a_dossier_that_somebody_else_is_on(page: Page, console, verifier_axe, enter, ines, thomas):
    *_, tenu = make_file(ines, thomas)
    enter(page, ines, f"/instruction/{tenu.uuid}/?file=vue%3Dequipe")
    expect(page.get_by_role("heading", name="Thomas Girard examine ce dossier depuis")).to_be_visible()
    verifier_axe(page)
    capture(page, "verrou-autre")
    page.get_by_role("button", name="Reprendre la main").click()
    expect(page.get_by_text("Vous avez la main sur ce dossier.")).to_be_visible()
    assert prise_of(tenu).par == ines.pk
    follow(page.get_by_role("button", name="Passer sans décider"))
    expect(page.get_by_role("heading", level=1, name="Cabinet")).to_be_visible()
    verifier_axe(page)
    assert Verrou.objects.get(dossier=tenu).jusqu_a <= timezone.now()
    assert console == []


def _signs(page: Page) -> list[int]:
    """The answers to the signs of life of the page, as they come."""
    recues: list[int] = []
    page.on("response", lambda reponse: recues.append(reponse.status) if reponse.url.endswith("/verrou/") else None)
    return recues


GESTES = {
    "key": lambda page: page.keyboard.press("Shift"),
    "pointer": lambda page: page.mouse.move(300, 300, steps=3),
    "scroll": lambda page: page.mouse.wheel(0, 200),
}


@pytest.mark.parametrize("geste", GESTES)
def test_a_page_where_someone_did_something_gives_a_sign_of_life(page: Page, enter, ines, geste):
    dossier = make_submitted()
    page.clock.install()
    enter(page, ines, f"/instruction/{dossier.uuid}/")
    page.clock.run_for(59_000)
    Verrou.objects.filter(dossier=dossier).update(jusqu_a=timezone.now() + timedelta(seconds=30))
    GESTES[geste](page)
    with page.expect_response(lambda reponse: reponse.url.endswith("/verrou/")) as attendue:
        page.clock.run_for(10_000)
    assert attendue.value.status == 204
    assert Verrou.objects.get(dossier=dossier).jusqu_a > timezone.now() + timedelta(minutes=9)


def test_a_page_that_nobody_touches_lets_the_lock_end_and_gives_it_back_on_demand(
    page: Page, enter, ines, console, verifier_axe, largeur
):
    dossier = make_submitted()
    page.clock.install()
    enter(page, ines, f"/instruction/{dossier.uuid}/")
    page.locator("#id_motif").fill("Un message à moitié écrit")
    perdu, signes = page.locator("[data-segur-verrou-perdu]"), _signs(page)
    with page.expect_response(lambda reponse: reponse.url.endswith("/verrou/")):
        page.clock.run_for(70_000)
    page.clock.run_for(11 * 60_000)
    assert len(signes) == 1, "What was typed is one sign of life; then nobody was there."
    expect(perdu.get_by_role("heading", name="Vous n’avez plus la main sur ce dossier")).to_be_visible()
    expect(perdu).to_contain_text("Dix minutes ont passé sans un geste de votre part")
    capture(page, "verrou-echu", entiere=False)
    verifier_axe(page)
    page.mouse.move(200, 200, steps=3)
    page.clock.run_for(120_000)
    assert len(signes) == 1, "A page that has lost the dossier took it back unasked."
    release_verrou(dossier=dossier, par=ines)
    perdu.get_by_role("button", name="Reprendre la main").click()
    expect(perdu).to_be_hidden()
    expect(page.locator("#annonces")).to_contain_text("Vous avez de nouveau la main sur ce dossier.")
    expect(page.locator("#id_motif")).to_have_value("Un message à moitié écrit")
    assert prise_of(dossier).jusqu_a > timezone.now()
    page.get_by_role("button", name="Enregistrer mes avis").last.click()
    assert console == []


def test_a_dossier_taken_by_a_colleague_is_said_and_taken_back_with_what_was_typed(
    page: Page, enter, ines, thomas, largeur
):
    dossier = make_submitted()
    page.clock.install()
    enter(page, ines, f"/instruction/{dossier.uuid}/")
    page.locator("#id_motif").fill("Un message à moitié écrit")
    seize_verrou(dossier=dossier, par=thomas)
    page.clock.run_for(70_000)
    perdu = page.locator("[data-segur-verrou-perdu]")
    expect(perdu).to_contain_text("Thomas Girard a repris la main sur ce dossier")
    ecrit, dessus = page.locator("#id_motif").bounding_box(), perdu.bounding_box()
    assert ecrit["y"] + ecrit["height"] <= dessus["y"], "What is being written in is under what is said."
    capture(page, "verrou-perdu", entiere=False)
    release_verrou(dossier=dossier, par=thomas)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert Verrou.objects.get(dossier=dossier).par == thomas, "A page that has lost the dossier took it back unasked."
    seize_verrou(dossier=dossier, par=thomas)
    perdu.get_by_role("button", name="Reprendre la main").click()
    expect(perdu).to_be_hidden()
    expect(page.locator("#id_motif")).to_have_value("Un message à moitié écrit")
    assert prise_of(dossier).par == ines.pk


def test_without_the_script_everything_essential_works(browser, live_server, ines, thomas):
    dossier, autre = make_submitted(), make_submitted(le=timezone.now())
    contexte = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    client = Client()
    client.force_login(ines)
    nom = settings.SESSION_COOKIE_NAME
    contexte.add_cookies([{"name": nom, "value": client.cookies[nom].value, "url": live_server.url}])
    page = contexte.new_page()
    page.goto(f"/instruction/{dossier.uuid}/?file=vue%3Dequipe")
    page.get_by_role("button", name="Passer sans décider").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(autre.solution))
    page.get_by_role("link", name="Confier à un collègue").click()
    page.get_by_label("À qui").select_option(label="Thomas Girard – 0 dossier à traiter")
    page.get_by_role("button", name="Confier ce dossier").click()
    expect(page.get_by_text("Thomas Girard est maintenant le référent de ce dossier.")).to_be_visible()
    contexte.close()
