"""A proof in a browser: chosen, dropped, pasted, photographed; its sending seen, cancelled, failed and tried again."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from dossiers.actions.reponse import save_reponses
from dossiers.gateways.image import TROP_LOURD, VIDE
from dossiers.gateways.rejet import REJETS
from dossiers.models import Piece, Reponse
from dossiers.rules.suite import TROP_ENSEMBLE
from tests.factories import LUNDI, make_dossier, picture
from tests.maison import wait_until
from tests.navigateur.editeur import etape_2, preview_all, wait_saved
from tests.navigateur.gestes import tab_to

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
DEMO = Path(settings.BASE_DIR) / "fixtures" / "demo"
PREUVE = DEMO / "cnda-pre-examen.png"
ZONE, CHAMP, ERREUR = "#champ-id_preuve_cnda", "#id_preuve_cnda", "#id_preuve_cnda_error"
ECHEC = "L’envoi n’a pas abouti. Votre fichier est toujours là\u00a0: vérifiez votre connexion, puis réessayez."
# What a person's hand or clipboard does, told to the page: an event that carries files, and perhaps a text.
GESTE = """(element, { genre, fichiers, texte }) => {
  const lot = new DataTransfer();
  for (const { nom, type, octets } of fichiers) lot.items.add(new File([new Uint8Array(octets)], nom, { type }));
  if (texte) lot.setData("text/plain", texte);
  const options = { bubbles: true, cancelable: true };
  const event = genre === "paste" ? new ClipboardEvent(genre, { ...options, clipboardData: lot })
    : new DragEvent(genre, { ...options, dataTransfer: lot });
  element.dispatchEvent(event);
  return event.defaultPrevented;
}"""


def carry(page: Page, vers: str, genre: str, *noms: str, texte: str = "") -> bool:
    """A drop, a paste… of pictures of those names on that element; True when the page took it in hand."""
    octets = list(picture())
    fichiers = [{"nom": nom, "type": "image/png", "octets": octets} for nom in noms]
    return page.locator(vers).evaluate(GESTE, {"genre": genre, "fichiers": fichiers, "texte": texte})


def open_field(page: Page, membre, enter) -> None:
    """On étape 2, where the proof is asked."""
    dossier = make_dossier(membre, etape=2)
    save_reponses(dossier=dossier, valeurs={"montage": "non"}, par=membre, le=LUNDI)
    enter(page, membre, etape_2(dossier))


@pytest.fixture
def slow_down(page: Page):
    """`slow_down(octets)`: so many leave each second, as on a train; 0 is a tunnel, -1 the usual network."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")

    def _slow_down(octets: int) -> None:
        reseau = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": octets or -1}
        cdp.send("Network.emulateNetworkConditions", {"offline": not octets, **reseau})

    return _slow_down


@pytest.fixture
def lourde(tmp_path: Path) -> Path:
    """A picture that takes its time on a slow network."""
    chemin = tmp_path / "lourde.png"
    Image.effect_noise((800, 500), 100).save(chemin)
    return chemin


# ---------------------------------------------------------------- chosen


def test_a_file_uploads_at_once_and_its_preview_comes(page: Page, console, membre, enter):
    open_field(page, membre, enter)
    expect(page.get_by_role("button", name="Déposer la pièce")).to_have_count(0)
    page.set_input_files(CHAMP, PREUVE)
    expect(page.locator(".segur-apercu--attente")).to_be_visible()
    expect(page.locator(CHAMP)).to_have_value("")
    preview_all()
    expect(page.get_by_role("img", name="Aperçu de la pièce cnda-pre-examen.png")).to_be_visible()
    page.set_input_files(CHAMP, DEMO / "cnda-examen.png")
    expect(page.get_by_text("Versions précédentes (1)")).to_be_visible()
    page.fill("#id_nie", "00123")
    wait_saved(page)
    assert Piece.objects.count() == 2
    assert console == []


def test_a_wrong_file_is_told_at_its_field_and_in_the_summary(page: Page, verifier_axe, membre, enter, tmp_path):
    faux = tmp_path / "faux.png"
    faux.write_bytes(b"rien")
    open_field(page, membre, enter)
    page.fill("#id_nil", "0042")
    page.set_input_files(CHAMP, faux)
    expect(page.locator(ERREUR)).to_contain_text("Ce fichier n’est pas une image")
    expect(page.locator("#resume")).to_contain_text("Ce fichier n’est pas une image")
    expect(page.locator("#id_nil")).to_have_value("0042")
    verifier_axe(page)
    page.wait_for_timeout(1200)
    expect(page.locator(ERREUR)).to_be_visible()
    page.set_input_files(CHAMP, PREUVE)
    expect(page.locator(ERREUR)).to_have_count(0)
    expect(page.locator("#resume")).to_be_empty()


def test_a_draft_saved_while_a_file_travels_sends_it_once(page: Page, slow, membre, enter):
    open_field(page, membre, enter)
    page.set_input_files(CHAMP, PREUVE)
    page.fill("#id_nie", "00123")
    page.locator("label[for=id_montage_0]").click()
    slow.set()
    expect(page.locator("#id_moteur_0")).to_have_count(1)
    page.locator("label[for=id_montage_1]").click()
    expect(page.get_by_role("link", name="cnda-pre-examen.png")).to_have_count(1)
    expect(page.locator("#id_nie")).to_have_value("00123")
    assert Piece.objects.count() == 1


def test_a_file_chosen_between_two_drafts_is_not_passed_over(page: Page, slow, membre, enter):
    open_field(page, membre, enter)
    page.fill("#id_nie", "00123")
    page.keyboard.press("Tab")
    page.set_input_files(CHAMP, PREUVE)
    page.fill("#id_nil", "0042")
    page.keyboard.press("Tab")
    slow.set()
    expect(page.get_by_role("link", name=PREUVE.name)).to_have_count(1)
    wait_until(lambda: Reponse.objects.filter(code="nil", valeur="0042").exists(), "the last answer")
    assert Piece.objects.count() == 1


# ---------------------------------------------------------------- dropped


def test_a_file_is_dropped_on_its_zone_and_nowhere_else(page: Page, console, membre, enter):
    open_field(page, membre, enter)
    assert carry(page, "h1", "dragover", "a.png")
    expect(page.locator(ZONE)).to_have_attribute("data-survol", "page")
    assert carry(page, "h1", "drop", "ailleurs.png")
    expect(page.locator(ZONE)).not_to_have_attribute("data-survol", "page")
    carry(page, CHAMP, "dragover", "a.png")
    expect(page.locator(ZONE)).to_have_attribute("data-survol", "ici")
    carry(page, CHAMP, "drop", "ma capture.png")
    expect(page.get_by_role("link", name="ma capture.png")).to_be_visible()
    assert (Piece.objects.get().nom, console) == ("ma capture.png", [])


def test_a_text_dragged_is_not_ours(page: Page, membre, enter):
    open_field(page, membre, enter)
    assert not carry(page, ZONE, "dragover", texte="00123")


# ---------------------------------------------------------------- pasted


def test_a_screenshot_pasted_anywhere_is_named_by_its_hour(page: Page, console, membre, enter):
    open_field(page, membre, enter)
    assert carry(page, "body", "paste", "image.png")
    expect(page.locator(".segur-piece")).to_be_visible()
    assert re.fullmatch(r"copie-ecran-\d{4}-\d\d-\d\d-\d{4}\.png", Piece.objects.get().nom)
    carry(page, "#id_nie", "paste", "nommée.png")
    expect(page.get_by_role("link", name="nommée.png")).to_be_visible()
    assert console == []


def test_a_text_pasted_in_a_field_stays_a_text(page: Page, membre, enter):
    """A spreadsheet puts both in the clipboard: the text, and its picture."""
    open_field(page, membre, enter)
    assert not carry(page, "#id_nie", "paste", "image.png", texte="00123")
    assert not carry(page, "#id_versions_obsoletes", "paste", texte="1.0")
    assert carry(page, "body", "paste", "image.png", texte="00123")


def test_of_two_zones_the_one_in_use_takes_what_is_pasted(page: Page, console, membre, enter):
    open_field(page, membre, enter)
    page.evaluate(
        """() => { const z = document.querySelector("[data-segur-depot]"), autre = z.cloneNode(true);
        autre.id = "champ-autre"; z.after(autre); }"""
    )
    carry(page, "body", "paste", "image.png")
    expect(page.locator("#annonces")).to_contain_text("cliquez dans la zone du bon, puis collez à nouveau")
    assert Piece.objects.count() == 0
    page.locator(ZONE).get_by_text("Glissez ici").click()
    carry(page, "body", "paste", "image.png")
    expect(page.locator(".segur-piece")).to_be_visible()
    assert console == []


# ---------------------------------------------------------------- seen on its way, cancelled, failed


@pytest.mark.usefixtures("largeur")
def test_a_sending_is_seen_blocks_nothing_and_is_cancelled(
    page: Page, console, slow_down, verifier_axe, membre, enter, lourde
):
    open_field(page, membre, enter)
    slow_down(10_000)
    page.set_input_files(CHAMP, lourde)
    expect(page.get_by_role("progressbar", name=re.compile("Envoi de lourde.png"))).to_be_visible()
    expect(page.locator("#depot-dit")).to_contain_text("Envoi de lourde.png\u00a0: ")
    page.fill("#id_nie", "00123")
    wait_until(lambda: Reponse.objects.filter(code="nie", valeur="00123").exists(), "the draft")
    page.fill("#id_nil", "é!")
    expect(page.locator("#id_nil_error")).to_have_count(1)
    verifier_axe(page)
    annuler = page.get_by_role("button", name="Annuler l’envoi")
    annuler.focus()
    page.keyboard.press("Enter")
    expect(annuler).to_be_hidden()
    expect(page.locator(CHAMP)).to_be_focused()
    expect(page.locator(CHAMP)).to_have_value("")
    expect(page.locator("#depot-dit")).to_have_text("Envoi annulé\u00a0: rien n’a été déposé.")
    assert Piece.objects.count() == 0
    assert [ligne.split(",")[0] for ligne in console] == ["htmx:afterRequest", "htmx:sendAbort"]


def test_files_that_weigh_too_much_together_are_told_so(page: Page, membre, enter):
    open_field(page, membre, enter)
    page.route("**/etape/2/", lambda route: route.fulfill(status=413))
    page.set_input_files(CHAMP, PREUVE)
    expect(page.locator(ZONE).get_by_text(TROP_ENSEMBLE)).to_be_visible()
    expect(page.locator("#depot-dit")).to_have_text(TROP_ENSEMBLE)


@pytest.mark.usefixtures("largeur")
def test_a_sending_that_fails_keeps_its_file_and_is_tried_again(page: Page, slow_down, verifier_axe, membre, enter):
    open_field(page, membre, enter)
    slow_down(0)
    page.set_input_files(CHAMP, PREUVE)
    expect(page.locator(ZONE).get_by_text(ECHEC)).to_be_visible()
    expect(page.locator("#annonces")).to_be_empty()
    verifier_axe(page)
    slow_down(-1)
    page.get_by_role("button", name="Réessayer l’envoi").click()
    expect(page.get_by_role("link", name=PREUVE.name)).to_be_visible()
    assert Piece.objects.count() == 1


def test_what_was_refused_before_is_not_said_of_what_is_given_now(page: Page, slow_down, membre, enter):
    open_field(page, membre, enter)
    carry(page, ZONE, "drop", *[f"{n}.png" for n in range(6)])
    expect(page.locator(ERREUR)).to_contain_text("5 fichiers au plus")
    slow_down(0)
    page.set_input_files(CHAMP, PREUVE)
    expect(page.locator(ZONE).get_by_text(ECHEC)).to_be_visible()
    expect(page.locator(ERREUR)).to_have_count(0)
    assert page.locator(CHAMP).get_attribute("aria-invalid") is None


def test_what_the_page_asks_by_itself_fails_without_a_word(page: Page, slow_down, membre, enter):
    """The preview is awaited, the network goes: nobody did anything that « n’a pas abouti »."""
    open_field(page, membre, enter)
    page.set_input_files(CHAMP, PREUVE)
    expect(page.locator(".segur-apercu--attente")).to_be_visible()
    with page.expect_event("requestfailed"):
        slow_down(0)
    with page.expect_event("requestfailed"):
        pass
    expect(page.locator("#annonces")).to_be_empty()


def test_an_answer_that_is_no_success_is_a_failure_too(page: Page, membre, enter):
    open_field(page, membre, enter)
    page.route(
        "**/etape/2/", lambda route: route.fulfill(status=502, body="") if route.request.method == "POST" else None
    )
    page.set_input_files(CHAMP, PREUVE)
    expect(page.locator(ZONE).get_by_text(ECHEC)).to_be_visible()


def test_what_is_given_anew_replaces_what_was_on_its_way(page: Page, slow_down, membre, enter, lourde):
    open_field(page, membre, enter)
    slow_down(20_000)
    page.set_input_files(CHAMP, lourde)
    expect(page.get_by_role("progressbar")).to_be_visible()
    carry(page, ZONE, "drop", "autre.png")
    expect(page.get_by_role("link", name="autre.png")).to_be_visible()
    assert [piece.nom for piece in Piece.objects.order_by("pk")] == ["autre.png"]


# ---------------------------------------------------------------- refused before it leaves


def test_what_cannot_be_taken_is_refused_at_once_in_the_server_s_words(
    page: Page, verifier_axe, membre, enter, tmp_path
):
    open_field(page, membre, enter)
    postes = []
    page.on("request", lambda requete: postes.append(requete.url) if requete.method == "POST" else None)
    grosse, vide, autre = tmp_path / "grosse.png", tmp_path / "vide.png", tmp_path / "anime.gif"
    with grosse.open("wb") as fichier:
        fichier.truncate(10 * 1024 * 1024 + 1)
    vide.touch()
    autre.write_bytes(b"GIF89a")
    for chemin, phrase in ((grosse, TROP_LOURD), (vide, VIDE), (autre, REJETS["GIF"])):
        page.set_input_files(CHAMP, chemin)
        expect(page.locator(ERREUR)).to_have_text(phrase)
        expect(page.locator(CHAMP)).to_have_accessible_description(re.compile(re.escape(phrase)))
        expect(page.locator(CHAMP)).to_have_value("")
    verifier_axe(page)
    assert postes == []


# ---------------------------------------------------------------- several files


@pytest.mark.usefixtures("largeur")
def test_files_follow_each_other_and_one_is_taken_away(page: Page, console, verifier_axe, membre, enter):
    open_field(page, membre, enter)
    page.set_input_files(CHAMP, [PREUVE, DEMO / "cnda-examen.png"])
    expect(page.locator(".segur-piece")).to_have_count(2)
    page.get_by_text("s’ajoute à la suite").click()
    carry(page, ZONE, "drop", "trois.png")
    expect(page.get_by_text("Fichier 3 sur 3")).to_be_visible()
    expect(page.get_by_role("radio", name="s’ajoute à la suite")).to_be_checked()
    verifier_axe(page)
    page.get_by_role("button", name=f"Retirer le fichier {PREUVE.name}").click()
    expect(page.get_by_text("Fichier 2 sur 2")).to_be_visible()
    page.focus("#id_nie")
    page.keyboard.type("00123")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Votre brouillon est enregistré.")).to_be_visible()
    en_place = Piece.objects.filter(remplacee_le=None).order_by("rang").values_list("nom", flat=True)
    assert list(en_place) == ["cnda-examen.png", "trois.png"]
    assert console == []


def test_what_is_added_while_a_file_is_on_its_way_goes_with_it(page: Page, slow_down, membre, enter, lourde):
    open_field(page, membre, enter)
    page.set_input_files(CHAMP, PREUVE)
    expect(page.locator(".segur-piece")).to_have_count(1)
    page.get_by_text("s’ajoute à la suite").click()
    slow_down(20_000)
    page.set_input_files(CHAMP, lourde)
    expect(page.get_by_role("progressbar", name=re.compile("Envoi de lourde.png"))).to_be_visible()
    carry(page, "body", "paste", "suite.png")
    expect(page.get_by_role("progressbar", name=re.compile("Envoi de 2 fichiers"))).to_be_visible()
    slow_down(-1)
    expect(page.get_by_text("Fichier 3 sur 3")).to_be_visible()
    noms = Piece.objects.filter(remplacee_le=None).order_by("rang").values_list("nom", flat=True)
    assert list(noms) == [PREUVE.name, "lourde.png", "suite.png"]


# ---------------------------------------------------------------- a telephone, the keyboard, no script


def test_a_telephone_offers_its_camera_and_its_pictures(
    browser: Browser, browser_context_args, verifier_axe, membre, enter
):
    telephone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    context = browser.new_context(**browser_context_args, **telephone)
    page = context.new_page()
    open_field(page, membre, enter)
    verifier_axe(page)
    page.evaluate(
        """selecteur => document.querySelector(selecteur).addEventListener("click", ({ target }) => {
          document.title = `${target.getAttribute("capture")} ${target.accept}`; })""",
        CHAMP,
    )
    with page.expect_file_chooser() as choix:
        page.get_by_role("button", name="Prendre une photo").tap()
    choix.value.set_files(PREUVE)
    assert page.title() == "environment image/png,image/jpeg,image/webp"
    expect(page.get_by_role("link", name=PREUVE.name)).to_be_visible()
    expect(page.locator(CHAMP)).not_to_have_attribute("capture", "environment")
    context.close()


def test_the_field_is_reached_by_the_keyboard_and_on_a_computer_offers_no_camera(page: Page, membre, enter):
    open_field(page, membre, enter)
    expect(page.get_by_role("button", name="Prendre une photo")).to_be_hidden()
    with page.expect_file_chooser() as choix:
        tab_to(page, CHAMP)
        page.keyboard.press("Enter")
    choix.value.set_files(PREUVE)
    expect(page.get_by_role("link", name=PREUVE.name)).to_be_visible()


def test_without_script_nothing_promises_what_only_a_script_does(browser: Browser, browser_context_args, membre, enter):
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page = context.new_page()
    open_field(page, membre, enter)
    zone = page.locator(ZONE)
    expect(zone.get_by_role("button", name=re.compile("Annuler|Réessayer|photo"))).to_have_count(0)
    expect(zone.get_by_role("button", name="Déposer la pièce")).to_be_visible()
    expect(zone.get_by_text("Glissez ici")).to_be_hidden()
    page.set_input_files(CHAMP, [PREUVE, DEMO / "cnda-examen.png"])
    page.get_by_role("button", name="Déposer la pièce").click()
    expect(page.locator(".segur-piece")).to_have_count(2)
    page.get_by_role("button", name=f"Retirer le fichier {PREUVE.name}").click()
    expect(page.locator(".segur-piece")).to_have_count(1)
    assert Piece.objects.get(remplacee_le=None).nom == "cnda-examen.png"
    context.close()
