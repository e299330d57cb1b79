"""The help as a browser sees it: from a contested NIL to its answer and back, on a telephone; every page looked at."""

import re

import pytest
from playwright.sync_api import Page, expect

from dossiers.actions.etape import decide_etape
from dossiers.actions.fiche import publish_aide
from dossiers.actions.terminologie import publish_terminologies
from tests.factories import (
    LUNDI,
    make_administrateur,
    make_instructeur,
    make_membre,
    make_submitted,
    verdicts,
)
from tests.navigateur.gestes import follow, sign_in

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/aide/",
    "/aide/guide/?offre=segur",
    "/aide/guide/?offre=segur&couloir=mdv&dispositif=DSR-MDV-LGC-Va2&thematique=montage",
    "/aide/recherche/?q=homogation+eai",
    "/aide/recherche/?q=tarte+aux+pommes",
    "/aide/thematique/cnda/",
    "/aide/reponse/montage-avec-exception-eai/",
    "/aide/contact/?fiche=nie-et-nil",
    "/aide/e-cps/",
    "/aide/terminologies/",
    "/aide/terminologies/criteres/?c1=oui&c4=non",
)


@pytest.fixture(autouse=True)
def _aide():
    publish_aide()
    publish_terminologies()


def test_every_public_page(page: Page, console, verifier_axe, largeur):
    """axe finds nothing, nothing is wider than the window, and the policy refuses nothing: data blocks are not run."""
    make_submitted()
    for chemin in PAGES:
        page.goto(chemin)
        verifier_axe(page)
    assert console == []


def test_from_a_contested_nil_to_its_answer_and_back(page: Page, console, verifier_axe):
    page.set_viewport_size({"width": 390, "height": 844})
    membre = make_membre()
    dossier = make_submitted(membre)
    examens = verdicts(nil=("a_corriger", "Ce numéro est celui d’un autre logiciel."))
    decide_etape(
        dossier=dossier,
        decision="demander_complements",
        examens=examens,
        version=dossier.version,
        par=make_instructeur(),
        le=LUNDI,
    )
    etape = f"/dossiers/{dossier.uuid}/etape/2/"
    sign_in(page, membre, etape)
    # The answer shows itself beside the field in error.
    expect(page.locator("#item-nil .segur-secours")).to_contain_text("NIL")
    verifier_axe(page)
    page.locator("#item-nil").get_by_role("link", name="Aide sur ce point").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Numéro d’identification logiciel (NIL)")
    expect(page.get_by_text("Ce numéro est celui d’un autre logiciel.")).to_be_visible()
    expect(page.get_by_role("heading", name="L’ANS conteste mon NIL")).to_be_visible()
    verifier_axe(page)
    page.get_by_role("link", name="Revenir à ce champ").click()
    expect(page).to_have_url(re.compile(re.escape(f"{etape}#id_nil")))
    expect(page.locator("#id_nil")).to_be_in_viewport()
    page.fill("#id_nil", "789-B")
    expect(page.locator("#enregistre")).to_contain_text("Brouillon enregistré à")
    expect(page.locator("#item-nil .segur-secours")).to_have_count(0)
    assert console == []


def test_the_ecps_assistant_looks_as_one_types(page: Page, console, largeur):
    page.goto("/aide/e-cps/")
    page.get_by_text("Un téléphone Android").click()
    page.get_by_text("« e-CPS (BAC A SABLE) »").click()
    expect(page.locator("#constats")).to_contain_text("Ce n’est pas la bonne application")
    page.locator("#id_identifiant").press_sequentially("10003456786")
    expect(page.locator("#constats")).to_contain_text("essayez 8 10003456786")
    page.locator("#id_identifiant").fill("810003456786")
    expect(page.locator("#constats")).to_contain_text("12 chiffres, le premier est un 8")
    assert console == []


def test_without_the_script_the_path_and_the_vote_work(browser, base_url):
    page = browser.new_context(java_script_enabled=False, base_url=base_url, locale="fr-FR").new_page()
    page.goto("/aide/")
    page.get_by_role("link", name="Me laisser guider").click()
    page.get_by_role("link", name="Carte CPS et e-CPS").click()
    page.get_by_role("link", name="e-CPS (application mobile)").click()
    page.get_by_role("link", name="Messages d’erreur").click()
    page.get_by_role("link", name=re.compile("L’application e-CPS affiche")).click()
    page.get_by_role("button", name="Oui").click()
    expect(page.get_by_text("Merci de votre avis.")).to_be_visible()
    page.context.close()


def test_editing_in_pilotage(page: Page, console, verifier_axe, largeur):
    sign_in(page, make_administrateur(), "/pilotage/aide/")
    verifier_axe(page)
    page.goto("/pilotage/aide/fiches/nie-et-nil/")
    verifier_axe(page)
    page.get_by_label("L’essentiel").fill("Demandez-les au CNDA.")
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("heading", name="Aperçu, pas encore publié")).to_be_visible()
    follow(page.get_by_role("button", name="Publier"))
    expect(page.locator(".segur-essentiel")).to_have_text("Demandez-les au CNDA.")
    assert console == []
