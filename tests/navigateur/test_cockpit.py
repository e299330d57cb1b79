"""The cockpit in a browser, hands on the keyboard: three clean dossiers decided, one contested with a drawn zone; then
the éditeur's side of that correction on a telephone. The time, the keys and the page loads are recorded.
"""

import time
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from dossiers.actions.apercu import make_apercu
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.motif import publish_motifs
from dossiers.actions.reponse import save_reponses
from dossiers.models import Compte, Dossier, Examen
from dossiers.rules.situation import Examen as Avis
from dossiers.rules.zone import Zone
from tests.factories import (
    LUNDI,
    REPONSES,
    fresh,
    make_dossier,
    make_instructeur,
    make_piece,
    picture,
    verdicts,
)
from tests.fiches import fiche
from tests.lectures import read_as
from tests.navigateur.gestes import follow, sign_in

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
# What the ANS asks of this page: keys and page loads for a clean dossier, seconds.
TOUCHES_MAX, PAGES_MAX, SECONDES_MAX = 6, 1, 60


@dataclass
class Clavier:
    """A reviewer who has no mouse: counts what they press, and the pages that load."""

    page: Page
    touches: int = 0
    chargements: int = 0
    releves: list[dict] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("framenavigated", lambda _: setattr(self, "chargements", self.chargements + 1))

    def press(self, *touches: str) -> None:
        for touche in touches:
            self.page.keyboard.press(touche)
            self.touches += 1

    def note(self, nom: str, depuis: float) -> None:
        self.releves.append(
            {"dossier": nom, "secondes": round(time.monotonic() - depuis, 2), "touches": self.touches,
             "chargements": self.chargements}
        )  # fmt: skip
        self.touches = self.chargements = 0


def make_clean(par: Compte, rang: int, couleur: str) -> Dossier:
    """A dossier sent with nothing to look at twice: its proof was read and agrees."""
    dossier = make_dossier(par, etape=2, nom=f"Alpha {rang}")
    reponses = {**REPONSES, "nil": f"450{rang}-A"}
    save_reponses(dossier=dossier, valeurs=reponses, par=par, le=LUNDI)
    piece = make_piece(dossier, contenu=picture(taille=(1200, 800), couleur=couleur), nom=f"cnda-{rang}.png")
    read_as(piece, fiche(f"450{rang}-A"))
    make_apercu(piece.pk)
    submit_etape(dossier=dossier, par=par, le=LUNDI)
    return fresh(dossier)


@pytest.fixture
def file(membre) -> list[Dossier]:
    publish_motifs()
    return [make_clean(membre, rang, couleur) for rang, couleur in enumerate(("white", "ivory", "azure", "snow"))]


def open_by_tab(page: Page, clavier: Clavier, nom: str) -> None:
    """Tab until that link has the focus, then Enter."""
    for _ in range(80):
        clavier.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith(nom):
            clavier.press("Enter")
            return
    raise AssertionError(f"No way to {nom} by the keyboard.")


def arrive(page: Page, titre: str) -> None:
    """The page of that dossier is there, its keys too."""
    expect(page.get_by_role("heading", level=1)).to_have_text(titre)
    expect(page.locator("[data-segur-cockpit][data-actif] .segur-exigence")).to_have_count(4)
    page.wait_for_load_state("load")


def test_three_clean_dossiers_decided_and_one_contested_by_the_keyboard_alone(
    page: Page, console, file, enter, verifier_axe, record_property
):
    enter(page, make_instructeur(prenom="Inès", nom="Leroy"), "/instruction/")
    clavier = Clavier(page)
    open_by_tab(page, clavier, file[0].reference)
    arrive(page, "Alpha 0 1")
    clavier.touches = clavier.chargements = 0
    for rang, dossier in enumerate(file[:3]):
        arrive(page, f"Alpha {rang} 1")
        debut = time.monotonic()
        clavier.press("a", "v")
        expect(page.get_by_text(f"L’étape 2 de Alpha {rang} 1 est validée.")).to_be_visible()
        clavier.note(dossier.reference, debut)
        assert fresh(dossier).etape == 3
    nets = clavier.releves
    assert [(r["touches"] <= TOUCHES_MAX, r["chargements"]) for r in nets] == [(True, PAGES_MAX)] * 3
    assert max(r["secondes"] for r in nets) < SECONDES_MAX

    arrive(page, "Alpha 3 1")
    debut, clavier.touches, clavier.chargements = time.monotonic(), 0, 0
    clavier.press("c", "c", "x", "1", "z")
    expect(page.locator("[data-dessin]")).to_have_count(1)
    clavier.press("ArrowRight", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowDown", "Enter")
    verifier_axe(page)
    clavier.press("j", "c", "d")
    expect(page.get_by_text("Les compléments sont demandés pour Alpha 3 1.")).to_be_visible()
    clavier.note(file[3].reference, debut)
    assert clavier.releves[-1]["chargements"] == PAGES_MAX
    conteste = Examen.objects.get(verdict="a_corriger")
    assert (conteste.soumission.dossier, conteste.exigence) == (file[3], "preuve_cnda")
    assert conteste.modele_id == "image-coupee"
    assert conteste.zone.piece == str(file[3].pieces.get().uuid)
    assert (fresh(file[3]).etat, console) == ("complements", [])
    dits = [f"{r['touches']} touches, {r['chargements']} page, {r['secondes']} s" for r in clavier.releves]
    record_property("chiffres", f"Au clavier, trois dossiers nets puis un contesté : {' ; '.join(dits)}.")

    page.set_viewport_size({"width": 390, "height": 844})
    enter(page, file[3].cree_par, f"/dossiers/{file[3].uuid}/etape/2/")
    champ = page.locator("#item-preuve_cnda")
    expect(champ.get_by_role("img", name="la zone à reprendre est entourée")).to_be_visible()
    expect(champ.locator(".segur-correction-vue blockquote")).to_contain_text("La copie d’écran est coupée")
    verifier_axe(page)
    assert console == []


def test_keys_are_inert_while_typing_and_may_be_put_out(page: Page, console, file, enter):
    enter(page, make_instructeur(), f"/instruction/{file[0].uuid}/")
    arrive(page, "Alpha 0 1")
    choisis = page.locator(".segur-verdict input:checked")
    page.get_by_label("Message d’ensemble").fill("")
    page.get_by_label("Message d’ensemble").press_sequentially("cxo1avs?")
    expect(choisis).to_have_count(0)
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#touches")).to_be_visible()
    page.keyboard.press("c")
    page.get_by_label("Utiliser ces touches").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(page.locator("#touches")).not_to_be_visible()
    page.keyboard.press("c")
    expect(choisis).to_have_count(0)
    page.reload()
    arrive(page, "Alpha 0 1")
    page.keyboard.press("c")
    expect(choisis).to_have_count(0)
    assert console == []


def test_a_doubtful_dossier_gets_its_verdict_and_a_confirmation(page: Page, console, enter, membre, verifier_axe):
    dossier = make_dossier(membre, etape=2)
    save_reponses(dossier=dossier, valeurs={**REPONSES, "statut_cnda": "en cours actif"}, par=membre)
    make_apercu(make_piece(dossier).pk)
    submit_etape(dossier=dossier, par=membre)
    enter(page, make_instructeur(), f"/instruction/{dossier.uuid}/")
    arrive(page, str(dossier.solution))
    page.keyboard.press("a")
    expect(page.locator(".segur-verdict input:checked")).to_have_count(3)
    expect(page.locator("[data-courante]")).to_have_attribute("id", "exigence-preuve_cnda")
    page.keyboard.press("c")
    page.keyboard.press("v")
    expect(page.get_by_role("dialog", name="Valider malgré un doute")).to_contain_text("Preuve de la demande")
    verifier_axe(page)
    page.keyboard.press("Escape")
    assert fresh(dossier).etape == 2
    page.keyboard.press("v")
    page.keyboard.press("Enter")
    expect(page.get_by_text("est validée.")).to_be_visible()
    assert (fresh(dossier).etape, console) == (3, [])


def second_round(membre: Compte, couleur: str) -> Dossier:
    """Its proof was contested with a zone; another picture came at round 2."""
    dossier = make_clean(membre, 0, "white")
    zone = Zone(str(dossier.pieces.get().uuid), 1, 1000, 2000, 3000, 400)
    conteste = {**verdicts(), "preuve_cnda": Avis("preuve_cnda", "a_corriger", "Coupée.", zone=zone)}
    decide_etape(
        dossier=dossier, decision="demander_complements", examens=conteste, version=dossier.version,
        par=make_instructeur(), le=LUNDI,
    )  # fmt: skip
    make_apercu(make_piece(dossier, contenu=picture(taille=(1200, 800), couleur=couleur), nom="neuve.png").pk)
    submit_etape(dossier=dossier, par=membre)
    return fresh(dossier)


@pytest.mark.parametrize(
    ("couleur", "dit"),
    [
        ("#fdfdfd", "Les deux images sont identiques à l’œil."),
        ("red", "Les deux preuves sont superposées : là où elles diffèrent, l’image est double."),
    ],
)
def test_the_old_picture_on_the_left_then_through_the_new_one(
    page: Page, console, enter, membre, couleur, dit, verifier_axe
):
    dossier = second_round(membre, couleur)
    enter(page, make_instructeur(), f"/instruction/{dossier.uuid}/")
    page.locator("#exigence-preuve_cnda h3").click()
    page.keyboard.press("b")
    legendes = page.locator("figure:not([hidden]) figcaption")
    expect(legendes).to_contain_text(["Envoyée au tour 1", "Envoyée au tour 2"])
    gauche, droite = (legendes.nth(rang).bounding_box()["x"] for rang in (0, 1))
    assert gauche < droite
    expect(page.locator("[data-vue-dit]")).to_have_text(
        "À gauche, la preuve envoyée au tour 1 ; à droite, celle du tour 2."
    )
    verifier_axe(page)
    expect(page.locator("[data-remplacee] .segur-correction")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator("[data-vue-dit]")).to_have_text(dit)
    expect(page.locator("[data-remplacee] .segur-correction")).to_be_hidden()
    assert console == []


def test_the_count_follows_the_verdicts_chosen(page: Page, console, file, enter):
    enter(page, make_instructeur(), f"/instruction/{file[0].uuid}/")
    arrive(page, "Alpha 0 1")
    compte = page.locator("[data-segur-compte]")
    expect(compte).to_have_text("4 exigences à examiner. Rien n’est contesté.")
    page.keyboard.press("x")
    expect(compte).to_have_text("3 exigences sur 4 à examiner. 1 à corriger.")
    page.keyboard.press("a")
    expect(compte).to_have_text("Chaque exigence a son avis. 1 à corriger.")
    assert console == []


def test_a_zone_is_drawn_by_hand_and_the_viewer_obeys(page: Page, console, file, enter, largeur, verifier_axe):
    enter(page, make_instructeur(), f"/instruction/{file[0].uuid}/")
    arrive(page, "Alpha 0 1")
    cadre = page.locator("figure:not([hidden]) .segur-preuve__cadre")
    debut = cadre.get_attribute("style")
    vues = []
    for touche in ("+", "r", "l", "0", "r", "r", "r", "w"):
        page.keyboard.press(touche)
        vues.append(cadre.get_attribute("style"))
    assert (len(set(vues[:3])), vues[3], vues[-1]) == (3, vues[1], debut)
    page.locator("label[for=id_verdict_preuve_cnda_1]").click()
    page.locator("#exigence-preuve_cnda").get_by_role("button", name="Dessiner la zone").click()
    boite = page.locator("figure:not([hidden]) [data-fenetre]").bounding_box()
    page.mouse.move(boite["x"] + 40, boite["y"] + 30)
    page.mouse.down()
    page.mouse.move(boite["x"] + 160, boite["y"] + 90, steps=4)
    page.mouse.up()
    expect(page.get_by_text("Une zone est dessinée")).to_be_visible()
    zone = [int(n) for n in page.locator("[name=zone_preuve_cnda]").input_value().split(";")[1:]]
    large = boite["width"] - 2
    assert zone[0] == 1
    assert zone[1] == pytest.approx(40 / large * 10_000, abs=150)
    assert zone[3] == pytest.approx(120 / large * 10_000, abs=150)
    verifier_axe(page)
    page.get_by_label("Motif pour « Preuve").fill("Coupée.")
    page.get_by_role("button", name="Enregistrer mes avis").last.click()
    expect(page.get_by_text("Vos avis sont enregistrés.")).to_be_visible()
    assert (Examen.objects.get().zone.largeur, console) == (zone[3], [])


def test_without_the_script_every_proof_is_shown_and_a_reason_is_chosen(
    browser, browser_context_args, live_server, file
):
    contexte = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page = contexte.new_page()
    sign_in(page, make_instructeur(), f"/instruction/{file[0].uuid}/")
    expect(page.locator(".segur-visionneuse img")).to_be_visible()
    expect(page.locator(".segur-visionneuse__outils")).not_to_be_visible()
    page.locator("label[for=id_verdict_preuve_cnda_1]").click()
    page.get_by_label("Image illisible").check()
    follow(page.get_by_role("button", name="Marquer « conforme » ce qui reste"))
    page.get_by_role("button", name="Demander des compléments").click()
    expect(page.get_by_text("Les compléments sont demandés")).to_be_visible()
    contexte.close()
    assert Examen.objects.get(verdict="a_corriger").modele_id == "image-illisible"
