"""The main job, on the whole product running for real (web, workers, beat, broker): an éditeur completes étape 2; the
screenshot is read, contradicts the NIL, and the éditeur maintains it; the ANS contests it; its replacement agrees;
the ANS validates, étape 3 opens, the mails have left.

The pictures are kept in `var/captures/parcours/` (or in the folder named by CAPTURES).
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.maison import Maison, wait_until

pytestmark = [pytest.mark.navigateur, pytest.mark.xdist_group("maison")]

CAPTURES = Path(os.environ.get("CAPTURES", settings.BASE_DIR / "var" / "captures" / "parcours"))
DEMO = settings.BASE_DIR / "fixtures" / "demo"
MOT_DE_PASSE = "demonstration-segur"
EDITEUR, ANS = "camille.martin@alpha-sante.example", "ines.leroy@ans.example"
# Milliseconds: the readings of the demonstration may come before ours, on a machine that does other things.
LECTURE = 120_000
MOTIF = "La copie d’écran est coupée : on ne lit pas le nom du logiciel."


@pytest.fixture
def base_url(maison: Maison) -> str:
    """The real site, instead of Django's live server."""
    return maison.url


def sign_in(browser: Browser, url: str, courriel: str) -> Page:
    """A browser of its own for each person."""
    page = browser.new_context(locale="fr-FR", base_url=url, viewport={"width": 1280, "height": 900}).new_page()
    page.goto("/connexion/")
    page.get_by_label("Adresse électronique").fill(courriel)
    page.get_by_label("Mot de passe", exact=False).first.fill(MOT_DE_PASSE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Se déconnecter")).to_be_visible()
    return page


def keep(page: Page, nom: str) -> None:
    CAPTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=CAPTURES / f"{nom}.png")


def wait_saved(page: Page) -> None:
    expect(page.locator("#enregistre")).to_contain_text("Brouillon enregistré à")


def open_dossier(page: Page) -> str:
    """A new LGC dossier, its charte accepted; its address."""
    page.get_by_role("link", name="Nouveau dossier").click()
    page.get_by_role("link", name="Logiciel de gestion de cabinet, vague 2").click()
    page.get_by_label("Nom du logiciel").fill("Cabinet Parcours")
    page.get_by_label("Version majeure").fill("7")
    page.get_by_text("Référencement avec financement").click()
    page.get_by_role("button", name="Créer le dossier").click()
    expect(page.get_by_role("heading", name="CNDA : commencez dès maintenant")).to_be_visible()
    keep(page, "1-etape-1")
    page.get_by_text("j’accepte la Charte").click()
    page.get_by_role("button", name="Accepter la charte").click()
    expect(page.get_by_text("L’étape 2 « Éligibilité » est ouverte.")).to_be_visible()
    return page.url.removesuffix("/etape/2/")[-36:]


def fill_etape(page: Page) -> None:
    """No montage; own NIL; the CNDA screenshot of another software, cut off. Each answer at once changes what is asked;
    what is read is told before anything is sent, and a person's word wins.
    """
    expect(page.locator("#id_preuve_cnda")).to_have_count(0)
    page.locator("label[for=id_montage_1]").click()
    expect(page.locator("#id_preuve_cnda")).to_have_count(1)
    expect(page.locator("#id_montage_1")).to_be_checked()
    page.locator("#id_nie").fill("00417")
    page.locator("#id_nil").fill("0041-7702")
    page.locator("#id_versions_obsoletes").fill("néant")
    page.locator("#id_statut_cnda").fill("Pré-examen")
    wait_saved(page)
    page.locator("#id_preuve_cnda").set_input_files(DEMO / "cnda-coupee.png")
    expect(page.get_by_role("link", name="cnda-coupee.png")).to_be_visible()
    expect(page.get_by_role("img", name="Aperçu")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("L’image ne concorde pas avec vos réponses")).to_be_visible(timeout=LECTURE)
    expect(page.locator("#preparation")).to_contain_text("0041-7725")
    keep(page, "2-lecture-discordante")
    page.get_by_role("button", name="je maintiens ma réponse").click()
    expect(page.get_by_text("Tout est prêt.")).to_be_visible()


def send(page: Page) -> None:
    page.get_by_role("button", name="Relire et envoyer à l’ANS").click()
    page.get_by_role("button", name="Envoyer l’étape 2 à l’ANS").click()
    expect(page.get_by_role("heading", name="Récépissé")).to_be_visible()


def contest(page: Page, uuid: str) -> None:
    """The reviewer finds the dossier in the queue, contests the screenshot alone, asks for complements. The NIL is that
    of another software of the demonstration: it wants a look of its own.
    """
    page.goto("/instruction/")
    keep(page, "4-file")
    page.locator(f"a[href*='{uuid}']").first.click()
    page.get_by_role("button", name="Accepter ce qui ne fait pas de doute").click()
    page.locator("label[for=id_verdict_nil_0]").click()
    page.locator("label[for=id_verdict_preuve_cnda_1]").click()
    page.locator("#id_motif_preuve_cnda").fill(MOTIF)
    keep(page, "5-instruction")
    page.get_by_role("button", name="Demander des compléments").click()
    expect(page.get_by_text("Les compléments sont demandés pour")).to_be_visible()


def replace_screenshot(page: Page, uuid: str) -> None:
    """Only what was contested reopens, with its reason."""
    page.goto(f"/dossiers/{uuid}/etape/2/")
    expect(page.locator("#id_preuve_cnda_error")).to_contain_text(MOTIF)
    expect(page.locator("#id_nie")).to_have_count(0)
    keep(page, "6-complements")
    page.locator("#id_preuve_cnda").set_input_files(DEMO / "cnda-pre-examen.png")
    expect(page.get_by_text("Versions précédentes (1)")).to_be_visible()
    expect(page.get_by_text("L’image concorde avec vos réponses")).to_be_visible(timeout=LECTURE)
    expect(page.get_by_text("Tout est prêt.")).to_be_visible()
    keep(page, "2-etape-2-prete")


def validate(page: Page, uuid: str) -> None:
    page.goto(f"/instruction/{uuid}/")
    keep(page, "7-second-tour")
    page.locator("label[for=id_verdict_preuve_cnda_0]").click()
    page.locator(".segur-decision [value=valider]").click()
    if page.locator("#confirmer").is_visible():
        page.get_by_role("button", name="Oui, valider l’étape").click()
    expect(page.get_by_text("est validée.").first).to_be_visible()
    keep(page, "8-validee")


def test_an_editeur_completes_etape_2_and_the_ans_validates_it(maison: Maison, browser: Browser):
    maison.start(demonstration=True)
    editeur, ans = sign_in(browser, maison.url, EDITEUR), sign_in(browser, maison.url, ANS)
    keep(editeur, "0-portefeuille")
    uuid = open_dossier(editeur)
    fill_etape(editeur)
    send(editeur)
    keep(editeur, "3-recepisse")
    contest(ans, uuid)
    replace_screenshot(editeur, uuid)
    send(editeur)
    validate(ans, uuid)
    editeur.goto(f"/dossiers/{uuid}/")
    expect(editeur.get_by_role("listitem").filter(has_text="Étape 3")).to_contain_text("à compléter")
    expect(editeur.get_by_text("NIL de la convention : 0041-7702")).to_be_visible()
    keep(editeur, "9-etape-3-ouverte")
    courriels = [genre.lower() for genre in ("Récépissé", "compléments", "validée")]
    wait_until(lambda: all(mot in maison.get("/courriels/")[1].decode().lower() for mot in courriels), "the mails")
    editeur.goto("/courriels/")
    keep(editeur, "10-courriels")
