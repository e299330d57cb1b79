"""The reviewer's door in a browser: axe in each state at both widths, a silent console, with and without the script."""

import pytest
from playwright.sync_api import Page, expect

from dossiers.actions.apercu import make_apercu
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.verrou import seize_verrou
from dossiers.models import Dossier, Examen
from tests.factories import (
    fresh,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_piece,
    make_submitted,
    picture,
    verdicts,
)
from tests.instruction.outils import make_clean
from tests.navigateur.gestes import sign_in

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
VALIDER_TOUT = "Tout est conforme : valider l’étape"


def enter(page: Page, chemin: str = "/instruction/") -> None:
    """Signs a reviewer in, and opens a page."""
    sign_in(page, make_instructeur(prenom="Inès", nom="Leroy"), chemin)


def make_visible(dossier: Dossier) -> Dossier:
    """The same dossier, its previews made."""
    for piece in dossier.pieces.all():
        make_apercu(piece.pk)
    return fresh(dossier)


def path(dossier: Dossier) -> str:
    return f"/instruction/{dossier.uuid}/"


def second_round() -> Dossier:
    dossier = make_submitted()
    conteste = verdicts(preuve_cnda=("a_corriger", "La copie d’écran est coupée."))
    par = make_instructeur(prenom="Thomas", nom="Girard")
    decide_etape(dossier=dossier, decision="demander_complements", examens=conteste, version=dossier.version, par=par)
    make_piece(dossier, contenu=picture(couleur="red"), nom="entiere.png")
    submit_etape(dossier=dossier, par=dossier.cree_par)
    return make_visible(dossier)


@pytest.mark.usefixtures("largeur")
def test_queue_empty_then_full(page: Page, console, verifier_axe):
    enter(page)
    expect(page.get_by_text("Rien n’attend de vous")).to_be_visible()
    verifier_axe(page)
    par = make_membre()
    for rang in range(26):
        make_dossier(par, nom=f"Logiciel de gestion de cabinet au nom particulièrement long {rang}")
    make_submitted()
    page.goto("/instruction/?vue=tous")
    expect(page.get_by_role("row")).to_have_count(26)
    expect(page.get_by_role("rowheader")).to_have_count(25)
    verifier_axe(page)
    page.get_by_role("link", name="Page suivante").click()
    expect(page.get_by_role("rowheader")).to_have_count(2)
    assert console == []


@pytest.mark.usefixtures("largeur")
@pytest.mark.parametrize("fabrique", [make_submitted, second_round])
def test_a_dossier_fresh_then_in_error_then_decided(page: Page, console, verifier_axe, fabrique):
    dossier = make_visible(fabrique())
    enter(page, path(dossier))
    verifier_axe(page)
    page.locator("summary").first.click()
    page.get_by_text("Refuser la candidature").click()
    page.get_by_role("group", name="Votre avis sur : Preuve de la demande").get_by_text("À corriger").click()
    page.get_by_role("button", name="Demander des compléments").click()
    resume = page.locator("[data-segur-resume]")
    expect(resume).to_be_focused()
    verifier_axe(page)
    resume.get_by_role("link", name="Motif pour « Preuve").click()
    motif = page.get_by_label("Motif pour « Preuve")
    expect(motif).to_be_focused()
    motif.fill("Le statut ne se lit pas.")
    page.get_by_role("button", name="Marquer « conforme » ce qui reste").click()
    page.get_by_role("button", name="Demander des compléments").click()
    page.get_by_role("link", name="Revoir ce dossier").click()
    expect(page.get_by_text("L’ANS a demandé des compléments.")).to_be_visible()
    verifier_axe(page)
    assert (fresh(dossier).etat, console) == ("complements", [])


@pytest.mark.usefixtures("largeur")
@pytest.mark.parametrize("fabrique", [make_dossier, lambda: make_decided("valider"), lambda: make_decided("refuser")])
def test_a_dossier_to_read_only(page: Page, console, verifier_axe, fabrique):
    enter(page, path(make_visible(fabrique())))
    verifier_axe(page)
    assert console == []


def test_a_clean_dossier_is_decided_in_one_press_and_the_next_one_opens(page: Page, console):
    premier = make_visible(make_clean())
    second = make_visible(make_clean(premier.cree_par, "blue"))
    enter(page)
    page.get_by_role("link", name=premier.reference).click()
    page.get_by_role("button", name=VALIDER_TOUT).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(str(second.solution))
    assert (fresh(premier).etape, fresh(second).etat, console) == (3, "soumise", [])


def test_marking_the_rest_keeps_what_was_chosen_and_sends_nothing(page: Page, console):
    dossier = make_visible(make_submitted())
    enter(page, path(dossier))
    page.locator("label[for=id_verdict_nil_1]").click()
    page.get_by_role("button", name="Marquer « conforme » ce qui reste").click()
    expect(page.locator("#annonces")).to_contain_text("Rien n’est encore enregistré")
    choisis = page.eval_on_selector_all(".segur-avis input:checked", "es => es.map(e => [e.name, e.value])")
    assert choisis == [
        ["verdict_nie", "conforme"], ["verdict_nil", "a_corriger"], ["verdict_preuve_cnda", "conforme"],
        ["verdict_versions_obsoletes", "conforme"],
    ]  # fmt: skip
    assert (Examen.objects.count(), console) == (0, [])


def test_a_reason_is_asked_for_beside_what_is_to_correct_only(page: Page):
    dossier = make_visible(make_submitted())
    enter(page, path(dossier))
    motif = page.get_by_label("Motif pour « Numéro d’identification logiciel")
    for rang, visible in ((0, False), (1, True), (2, True), (0, False)):
        page.locator(f"label[for=id_verdict_nil_{rang}]").click()
        expect(motif).to_be_visible(visible=visible)


def test_the_enter_key_keeps_verdicts_and_decides_nothing(page: Page):
    dossier = make_visible(make_submitted())
    enter(page, path(dossier))
    page.locator("#id_verdict_nie_0").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vos avis sont enregistrés.")).to_be_visible()
    assert (fresh(dossier).etat, Examen.objects.count()) == ("soumise", 1)


def test_the_keyboard_alone_goes_through_and_never_on_a_hidden_button(page: Page):
    dossier = make_visible(make_submitted())
    enter(page, path(dossier))
    page.locator("h1").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    vus = []
    for _ in range(30):
        page.keyboard.press("Tab")
        vus.append(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name"))
    boutons = ["Prendre en charge", VALIDER_TOUT, "Marquer « conforme » ce qui reste A", "Valider l’étape V"]
    assert [nom for nom in plain(vus) if nom in (*boutons, "Enregistrer mes avis S")] == [
        *boutons,
        "Enregistrer mes avis S",
    ]


def plain(textes: list[str]) -> list[str]:
    return [" ".join((texte or "").split()) for texte in textes]


def test_everything_works_without_the_script(browser, browser_context_args, live_server):
    dossier = make_visible(make_submitted())
    contexte = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page = contexte.new_page()
    enter(page, path(dossier))
    page.get_by_role("button", name="Prendre en charge").click()
    expect(page.get_by_text("Vous êtes le référent de ce dossier.")).to_be_visible()
    page.get_by_role("button", name="Marquer « conforme » ce qui reste").click()
    expect(page.locator(".segur-avis input:checked")).to_have_count(4)
    page.locator("label[for=id_enchainer]").click()
    page.get_by_role("button", name="Valider l’étape", exact=True).click()
    expect(page.get_by_role("heading", name="Où en est le dossier")).to_be_visible()
    contexte.close()
    assert fresh(dossier).etape == 3


@pytest.mark.usefixtures("largeur")
def test_a_stale_page_is_told_and_loses_nothing(page: Page, console, verifier_axe):
    dossier = make_visible(make_submitted())
    enter(page, path(dossier))
    page.get_by_label("Message d’ensemble").fill("Bien reçu.")
    autre = make_instructeur(prenom="Thomas", nom="Girard")
    seize_verrou(dossier=dossier, par=autre)
    decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=dossier.version, par=autre)
    page.get_by_role("button", name=VALIDER_TOUT).click()
    alerte = page.get_by_role("alert")
    expect(alerte).to_be_focused()
    expect(alerte).to_contain_text("Thomas Girard")
    expect(alerte).to_contain_text("Bien reçu.")
    verifier_axe(page)
    assert [texte for texte in console if "409" not in texte] == []
