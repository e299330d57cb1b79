"""The éditeur's door in a browser: axe on each page in each state, answers that change what is asked, the keyboard
alone, no script at all, a magnified page; and a silent console.
"""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.reponse import save_reponses
from dossiers.models import Reponse, Soumission
from tests.factories import (
    LUNDI,
    fresh,
    make_decided,
    make_dossier,
    make_membre,
    make_piece,
    make_ready,
    make_submitted,
)
from tests.maison import wait_until
from tests.navigateur.editeur import etape_2, page_of, preview_all, wait_saved
from tests.navigateur.gestes import follow, tab_to

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
DEMO = Path(settings.BASE_DIR) / "fixtures" / "demo"
PREUVE = DEMO / "cnda-pre-examen.png"


# ---------------------------------------------------------------- axe, on a wide screen and on a telephone


@pytest.mark.usefixtures("largeur")
def test_a_new_company(page: Page, console, verifier_axe, membre, enter):
    enter(page, membre, page_of("portefeuille"))
    for chemin in (page_of("portefeuille"), page_of("nouveau"), page_of("entreprise")):
        page.goto(chemin)
        verifier_axe(page)
    assert console == []


@pytest.mark.usefixtures("largeur")
def test_the_portfolio_and_a_new_dossier(page: Page, console, verifier_axe, membre, enter):
    make_dossier(membre, nom="Alpha", version_majeure="4")
    make_decided("demander_complements", membre=membre)
    enter(page, membre, page_of("portefeuille"))
    verifier_axe(page)
    page.goto(page_of("portefeuille") + "?q=zzz&etat=ouverte")
    verifier_axe(page)
    page.goto(page_of("nouveau"))
    verifier_axe(page)
    follow(page.get_by_role("link", name="Logiciel de gestion de cabinet, vague 2"))
    verifier_axe(page)
    page.get_by_role("button", name="Créer le dossier").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    assert console == []


@pytest.mark.usefixtures("largeur")
def test_the_company_s_page_empty_filled_in_error(page: Page, console, verifier_axe, membre, enter):
    editeur = membre.appartenances.get().editeur
    make_membre(editeur, "salarie", prenom="Léa", nom="Petit")
    make_ready(make_dossier(membre, etape=2))
    enter(page, membre, page_of("entreprise"))
    page.locator("details summary").first.click()
    verifier_axe(page)
    page.get_by_role("button", name="Inviter cette personne").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    assert console == []


@pytest.mark.usefixtures("largeur")
def test_etape_1_open_in_error_and_over(page: Page, console, verifier_axe, membre, enter):
    dossier = make_dossier(membre, proxy="Passerelle")
    enter(page, membre, page_of("etape", dossier.uuid, 1))
    verifier_axe(page)
    page.get_by_role("button", name="Accepter la charte").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    page.get_by_role("link", name="Charte de référencement Ségur").click()
    expect(page.locator("#id_acceptee")).to_be_focused()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Accepter la charte").click()
    expect(page).to_have_url(page.url.replace("/etape/1/", "/etape/2/"))
    verifier_axe(page)
    for chemin in (
        page_of("etape", dossier.uuid, 1),
        page_of("dossier", dossier.uuid),
        page_of("retirer", dossier.uuid),
    ):
        page.goto(chemin)
        verifier_axe(page)
    assert console == []


@pytest.mark.usefixtures("largeur")
def test_etape_1_for_a_salarie(page: Page, console, verifier_axe, membre, enter):
    dossier = make_dossier(membre)
    salarie = make_membre(membre.appartenances.get().editeur, "salarie")
    enter(page, salarie, page_of("etape", dossier.uuid, 1))
    verifier_axe(page)
    assert console == []


@pytest.mark.usefixtures("largeur")
def test_etape_2_empty_in_error_and_filled(page: Page, console, verifier_axe, membre, enter):
    dossier = make_dossier(membre, etape=2)
    enter(page, membre, etape_2(dossier))
    verifier_axe(page)
    save_reponses(dossier=dossier, valeurs={"montage": "oui", "moteur": "oui", "nil": "é"}, par=membre, le=LUNDI)
    page.goto(etape_2(dossier))
    for detail in page.locator("details summary").all():
        detail.click()
    verifier_axe(page)
    page.get_by_role("button", name="Relire et envoyer").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    make_ready(dossier)
    make_piece(dossier, nom="deux.png", contenu=PREUVE.read_bytes())
    preview_all()
    page.goto(etape_2(dossier))
    verifier_axe(page)
    follow(page.get_by_role("button", name="Relire et envoyer"))
    verifier_axe(page)
    follow(page.get_by_role("button", name="Envoyer l’étape 2"))
    verifier_axe(page)
    page.goto(etape_2(dossier))
    verifier_axe(page)
    assert console == []


@pytest.mark.usefixtures("largeur")
@pytest.mark.parametrize("decision", ["demander_complements", "refuser", "valider"])
def test_etape_2_decided(page: Page, console, verifier_axe, membre, enter, decision):
    dossier = make_decided(decision, membre=membre)
    preview_all()
    enter(page, membre, etape_2(dossier))
    verifier_axe(page)
    for chemin in (page_of("dossier", dossier.uuid), page_of("recepisse", dossier.uuid, 1)):
        page.goto(chemin)
        verifier_axe(page)
    for numero in (3, 4):
        page.goto(page_of("etape", dossier.uuid, numero))
        verifier_axe(page)
    assert console == []


@pytest.mark.usefixtures("largeur")
def test_withdrawn_and_stale(page: Page, console, verifier_axe, membre, enter):
    dossier = make_submitted(membre)
    withdraw_dossier(dossier=dossier, par=membre, le=LUNDI)
    perime = make_ready(make_dossier(membre, etape=2))
    enter(page, membre, etape_2(dossier))
    verifier_axe(page)
    page.goto(etape_2(perime))
    page.fill("#id_nil", "AUTRE")
    withdraw_dossier(dossier=perime, par=membre, le=LUNDI)
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.get_by_text("Votre saisie n’a pas été enregistrée")).to_be_visible()
    verifier_axe(page)


# ---------------------------------------------------------------- each answer at once changes what is asked


def test_each_answer_changes_what_is_asked_and_keeps_the_focus(page: Page, console, membre, enter):
    dossier = make_dossier(membre, etape=2)
    enter(page, membre, etape_2(dossier))
    page.fill("#id_versions_obsoletes", "1.0")
    page.locator("label[for=id_montage_0]").click()
    expect(page.locator("#id_moteur_0")).to_have_count(1)
    expect(page.locator("#id_montage_0")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#item-montage a:focus")).to_contain_text("Aide sur ce point")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#id_nil")).to_have_count(1)
    expect(page.locator("#id_nil_tiers")).to_have_count(0)
    expect(page.locator("#id_moteur_0")).to_be_focused()
    expect(page.locator("#id_preuve_cnda")).to_have_count(1)
    page.fill("#id_nil", "0042")
    page.locator("label[for=id_moteur_1]").click()
    expect(page.locator("#id_nil")).to_have_count(0)
    expect(page.locator("#id_nil_tiers")).to_have_count(1)
    expect(page.locator("#id_moteur_1")).to_be_focused()
    page.locator("label[for=id_moteur_0]").click()
    expect(page.locator("#id_nil")).to_have_value("0042")
    expect(page.locator("#id_versions_obsoletes")).to_have_value("1.0")
    assert console == []


def test_arrows_move_the_answer_and_the_focus_with_it(page: Page, membre, enter):
    dossier = make_dossier(membre, etape=2)
    enter(page, membre, etape_2(dossier))
    page.focus("#id_montage_0")
    page.keyboard.press("Space")
    expect(page.locator("#id_moteur_0")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#id_moteur_0")).to_have_count(0)
    expect(page.locator("#id_montage_1")).to_be_focused()
    expect(page.locator("#id_montage_1")).to_be_checked()


def test_what_is_typed_while_a_draft_is_on_its_way_survives(page: Page, slow, membre, enter):
    dossier = make_dossier(membre, etape=2)
    enter(page, membre, etape_2(dossier))
    with page.expect_request("**/etape/2/"):
        page.locator("label[for=id_montage_1]").click()
    page.focus("#id_nie")
    page.keyboard.type("00123")
    page.locator("#id_nie").evaluate("champ => champ.setSelectionRange(2, 2)")
    slow.set()
    expect(page.locator("#id_nil")).to_have_count(1)
    expect(page.locator("#id_nie")).to_have_value("00123")
    expect(page.locator("#id_nie")).to_be_focused()
    assert page.locator("#id_nie").evaluate("champ => champ.selectionStart") == 2
    page.keyboard.type("-")
    expect(page.locator("#id_nie")).to_have_value("00-123")
    wait_until(lambda: Reponse.objects.filter(code="nie", valeur="00-123").exists(), "the draft")


def test_what_was_unfolded_stays_so(page: Page, membre, enter):
    dossier = make_dossier(membre, etape=2)
    enter(page, membre, etape_2(dossier))
    page.locator("#pourquoi-nie summary").click()
    page.locator("label[for=id_montage_1]").click()
    expect(page.locator("#id_nil")).to_have_count(1)
    expect(page.locator("#pourquoi-nie")).to_have_attribute("open", "")


def test_a_draft_saves_itself_and_the_panel_follows(page: Page, console, membre, enter):
    dossier = make_dossier(membre, etape=2)
    enter(page, membre, etape_2(dossier))
    page.locator("label[for=id_montage_1]").click()
    expect(page.locator("#preparation")).to_contain_text("À régler (4)")
    page.focus("#id_nie")
    page.keyboard.type("00123")
    expect(page.locator("#preparation")).to_contain_text("À régler (3)")
    wait_saved(page)
    page.reload()
    expect(page.locator("#id_nie")).to_have_value("00123")
    expect(page.locator("#id_montage_1")).to_be_checked()
    assert console == []


def test_an_error_appears_and_leaves_as_one_types(page: Page, membre, enter):
    dossier = make_dossier(membre, etape=2)
    enter(page, membre, etape_2(dossier))
    page.fill("#id_nie", "é!")
    expect(page.locator("#id_nie_error")).to_contain_text("lettres sans accent")
    expect(page.locator("#id_nie")).to_be_focused()
    expect(page.locator("#id_nie")).to_have_attribute("aria-describedby", "id_nie_helptext id_nie_error")
    page.fill("#id_nie", "00123")
    expect(page.locator("#id_nie_error")).to_have_count(0)


def test_a_tab_left_open_says_so_and_keeps_what_is_typed(page: Page, membre, enter):
    dossier = make_ready(make_dossier(membre, etape=2))
    enter(page, membre, etape_2(dossier))
    withdraw_dossier(dossier=dossier, par=membre, le=LUNDI)
    page.fill("#id_nil", "AUTRE")
    expect(page.locator("#enregistre")).to_contain_text("rien n’a été modifié. Rechargez la page.")
    expect(page.locator("#id_nil")).to_have_value("AUTRE")


def test_two_colleagues_in_one_etape_erase_nothing_of_each_other(page: Page, console, verifier_axe, membre, enter):
    camille = make_membre(membre.appartenances.get().editeur, "salarie", prenom="Camille", nom="Martin")
    dossier = make_dossier(membre, etape=2)
    enter(page, membre, etape_2(dossier))
    page.fill("#id_nie", "1")
    wait_until(lambda: Reponse.objects.filter(code="nie", valeur="1").exists(), "the draft")
    wait_saved(page)
    save_reponses(dossier=dossier, valeurs={"nie": "0123"}, par=camille)
    page.locator("label[for=id_montage_1]").click()
    expect(page.locator("#id_nie")).to_have_value("0123")
    page.wait_for_load_state("networkidle")  # no answer comes between the field being chosen and the figure typed
    save_reponses(dossier=dossier, valeurs={"nie": "0456"}, par=camille)
    page.fill("#id_nie", "9")
    expect(page.locator("#id_nie_error")).to_contain_text("Camille Martin a enregistré «\u00a00456\u00a0» le ")
    expect(page.locator("#id_nie")).to_have_value("9")
    verifier_axe(page)
    assert Reponse.objects.get(code="nie").valeur == "0456"
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.locator("#id_nie_error")).to_have_count(0)
    assert (Reponse.objects.get(code="nie").valeur, console) == ("9", [])


def test_two_tabs_on_two_dossiers_choose_the_number_they_share(page: Page, console, verifier_axe, membre, enter):
    dossier, autre = (make_dossier(membre, etape=2) for _ in range(2))
    enter(page, membre, etape_2(dossier))
    save_reponses(dossier=autre, valeurs={"nie": "0123"}, par=membre)
    page.fill("#id_nie", "9")
    expect(page.locator("#id_nie_error")).to_contain_text("Vous avez enregistré «\u00a00123\u00a0» le ")
    expect(page.locator("#id_nie_error")).to_contain_text("dans le dossier n° 2")
    verifier_axe(page)
    follow(page.get_by_role("button", name="Reprendre la réponse enregistrée"))
    expect(page.locator("#id_nie")).to_have_value("0123")
    expect(page.locator("#id_nie_error")).to_have_count(0)
    assert (Reponse.objects.get(code="nie").valeur, console) == ("0123", [])


def test_a_colleague_who_saves_while_a_draft_is_on_its_way_is_not_covered(page: Page, slow, membre, enter):
    """What comes back holds the colleague's answer, under what is being typed: nobody has read it."""
    camille = make_membre(membre.appartenances.get().editeur, "salarie", prenom="Camille", nom="Martin")
    dossier = make_dossier(membre, etape=2)
    enter(page, membre, etape_2(dossier))
    with page.expect_request("**/etape/2/"):
        page.locator("label[for=id_montage_1]").click()
    save_reponses(dossier=dossier, valeurs={"nie": "0456"}, par=camille)
    page.fill("#id_nie", "9")
    slow.set()
    expect(page.locator("#id_nil")).to_have_count(1)
    expect(page.locator("#id_nie")).to_have_value("9")
    expect(page.locator("#id_nie_error")).to_contain_text("Camille Martin a enregistré «\u00a00456\u00a0» le ")
    assert Reponse.objects.get(code="nie").valeur == "0456"


# ---------------------------------------------------------------- the keyboard alone


def test_the_keyboard_alone_goes_from_etape_1_to_the_receipt(page: Page, console, membre, enter):
    dossier = make_dossier(membre)
    page.on("filechooser", lambda choix: choix.set_files(PREUVE))  # from the start: it takes the browser a moment
    enter(page, membre, page_of("etape", dossier.uuid, 1))
    tab_to(page, "#id_acceptee")
    page.keyboard.press("Space")
    tab_to(page, "button[value=accepter_charte]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/etape/2/")
    tab_to(page, "[name=montage]")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#id_nil")).to_have_count(1)
    expect(page.locator("#id_montage_1")).to_be_focused()
    for champ, texte in (("nie", "00123"), ("nil", "0042")):
        tab_to(page, f"#id_{champ}")
        page.keyboard.type(texte)
    tab_to(page, "#id_preuve_cnda")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="cnda-pre-examen.png")).to_have_count(1)
    for champ, texte in (("statut_cnda", "Pré-examen"), ("versions_obsoletes", "néant")):
        tab_to(page, f"#id_{champ}")
        page.keyboard.type(texte)
    expect(page.locator("#preparation")).to_contain_text("Tout est prêt.")
    tab_to(page, "button[value=envoi]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Envoyer l’étape 2 à l’ANS")).to_be_visible()
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Récépissé")
    assert Soumission.objects.count() == 1
    assert console == []


# What has the focus, when the bar at the foot of the page covers it; else nothing.
SOUS_LA_BARRE = """() => {
  const e = document.activeElement, b = document.getElementById("barre");
  if (!e || e === document.body || b.contains(e)) return "";
  const r = e.getBoundingClientRect();
  const haut = getComputedStyle(b).display === "none" ? innerHeight : b.getBoundingClientRect().top;
  return r.height && r.bottom > haut + 1 && r.height < haut ? e.outerHTML.slice(0, 120) : "";
}"""


@pytest.mark.parametrize("taille", [(1280, 900), (390, 700), (320, 480)], ids=["wide", "telephone", "magnified"])
def test_what_has_the_focus_is_never_hidden(page: Page, membre, enter, taille):
    dossier = make_dossier(membre, etape=2)
    save_reponses(dossier=dossier, valeurs={"montage": "oui", "moteur": "oui"}, par=membre, le=LUNDI)
    page.set_viewport_size({"width": taille[0], "height": taille[1]})
    enter(page, membre, etape_2(dossier))
    caches = []
    page.focus("#id_montage_0")
    for _ in range(40):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        if page.evaluate(SOUS_LA_BARRE):
            page.wait_for_timeout(1000)  # a busy machine ends its scroll later
        caches += [cache] if (cache := page.evaluate(SOUS_LA_BARRE)) else []
    assert caches == []


# ---------------------------------------------------------------- no script at all


def test_the_whole_journey_needs_no_script(browser: Browser, browser_context_args, verifier_axe, membre, enter):
    dossier = make_dossier(membre)
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    page = context.new_page()
    enter(page, membre, page_of("etape", dossier.uuid, 1))
    page.locator("label[for=id_acceptee]").click()
    page.get_by_role("button", name="Accepter la charte").click()
    page.locator("label[for=id_montage_1]").click()
    page.fill("#id_nie", "00123")
    follow(page.get_by_role("button", name="Enregistrer le brouillon"))
    expect(page.locator("#id_nie")).to_have_value("00123")
    page.fill("#id_nil", "0042")
    page.fill("#id_versions_obsoletes", "néant")
    page.set_input_files("#id_preuve_cnda", PREUVE)
    page.get_by_role("button", name="Déposer la pièce").click()
    expect(page.get_by_role("link", name="cnda-pre-examen.png")).to_be_visible()
    assert page.url.endswith("#item-preuve_cnda")
    page.get_by_role("button", name="Relire et envoyer").click()
    expect(page.get_by_text("Un point est à corriger")).to_be_visible()
    page.fill("#id_statut_cnda", "Pré-examen")
    page.get_by_role("button", name="Relire et envoyer").click()
    page.get_by_role("button", name="Envoyer l’étape 2 à l’ANS").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Récépissé")
    assert fresh(dossier).etat == "soumise"
    context.close()


# ---------------------------------------------------------------- 400 %


@pytest.mark.parametrize("decision", ["", "demander_complements", "refuser"])
def test_at_400_per_cent_nothing_scrolls_sideways(page: Page, membre, enter, decision):
    dossier = make_decided(decision, membre=membre) if decision else make_ready(make_dossier(membre, etape=2))
    preview_all()
    page.set_viewport_size({"width": 320, "height": 256})
    enter(page, membre, page_of("portefeuille"))
    chemins = [
        *(page_of(nom) for nom in ("portefeuille", "nouveau", "entreprise")),
        *(page_of(nom, dossier.uuid) for nom in ("dossier", "retirer", "envoi")),
        *(page_of("etape", dossier.uuid, numero) for numero in (1, 2, 3, 4)),
        page_of("nouveau_dispositif", dossier.dispositif),
        *([page_of("recepisse", dossier.uuid, 1)] if decision else []),
    ]
    larges = []
    for chemin in chemins:
        page.goto(chemin)
        large = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        larges += [(chemin, large)] if large > 0 else []
    assert larges == []
