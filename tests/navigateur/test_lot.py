"""Lots and messages in a browser: axe at both widths, a silent console, with and without the script."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dossiers.actions.apercu import make_apercu
from dossiers.actions.lot import run_lot
from dossiers.models import Dossier, Jointe, Lot
from tests.factories import (
    fresh,
    make_decided,
    make_dossier,
    make_instructeur,
    make_lot,
    make_membre,
    make_message,
    make_submitted,
    picture,
    upload,
)
from tests.navigateur.gestes import follow

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("dossiers.actions.lot.enqueue", lambda *_: True)


@pytest.fixture
def ans():
    return make_instructeur(prenom="Inès", nom="Leroy")


def look(page: Page, nom: str) -> None:
    """A picture of the whole page, where someone asked for one."""
    dossier = Path("/tmp/vues-lot")
    if dossier.is_dir():
        page.screenshot(path=dossier / f"{nom}.png", full_page=True)


def test_from_the_queue_to_the_report(page: Page, ans, enter, console, verifier_axe, largeur):
    for nom in ("Alpha", "Bêta"):
        make_submitted(nom=nom)
    make_dossier(nom="Gamma")
    enter(page, ans, "/instruction/?vue=tous")
    verifier_axe(page)
    page.get_by_role("button", name="Cocher toute la page").click()
    expect(page.get_by_role("button", name="Continuer avec les dossiers cochés")).to_have_text(
        "Continuer avec les dossiers cochés\u00a0: 3"
    )
    look(page, f"file-{largeur}")
    page.locator("#lot-genre").select_option("relancer")
    page.get_by_role("button", name="Continuer avec les dossiers cochés").click()
    expect(page.get_by_text("1 dossier sur 3")).to_be_visible()
    verifier_axe(page)
    look(page, f"apercu-{largeur}")
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    verifier_axe(page)
    look(page, f"en-cours-{largeur}")
    run_lot(lot_id=Lot.objects.get().pk)
    expect(page.get_by_text("1 fait")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    verifier_axe(page)
    look(page, f"rapport-{largeur}")
    follow(page.get_by_role("link", name="Mes lots").first)
    verifier_axe(page)
    look(page, f"lots-{largeur}")
    assert console == []


def test_the_forms_of_a_lot_in_error_then_the_message_of_each(page: Page, ans, enter, console, verifier_axe, largeur):
    dossiers = [make_dossier(nom="Alpha"), make_decided("demander_complements", nom="Bêta")]
    ecrire, complement = make_lot("ecrire", dossiers, ans), make_lot("complement", [make_submitted()], ans)
    enter(page, ans, f"/instruction/lots/{ecrire.uuid}/")
    page.get_by_label("Message").fill("À {client}")
    page.get_by_role("button", name="Voir ce qui se passerait").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    verifier_axe(page)
    look(page, f"ecrire-erreur-{largeur}")
    page.get_by_label("Objet").fill("Au sujet de {solution}")
    page.get_by_label("Message").fill("Votre dossier {reference} avance.")
    page.get_by_role("button", name="Voir ce qui se passerait").click()
    page.get_by_role("link", name="Voir son message").last.click()
    expect(page.locator("#exemple")).to_contain_text("Au sujet de Bêta 1")
    verifier_axe(page)
    look(page, f"ecrire-{largeur}")
    page.goto(f"/instruction/lots/{complement.uuid}/")
    verifier_axe(page)
    look(page, f"complement-{largeur}")
    assert console == []


def test_without_the_script_everything_still_goes(browser, live_server, ans, enter):
    dossier = make_dossier(nom="Alpha")
    contexte = browser.new_context(java_script_enabled=False, base_url=live_server.url, locale="fr-FR")
    page = contexte.new_page()
    enter(page, ans, "/instruction/?vue=tous")
    expect(page.get_by_role("button", name="Cocher toute la page")).to_have_count(0)
    page.get_by_label(f"Choisir {dossier.reference}").check()
    page.locator("#lot-genre").select_option("confier")
    page.get_by_role("button", name="Continuer avec les dossiers cochés").click()
    page.get_by_label("Référent").select_option(label="Inès Leroy (vous)")
    page.get_by_role("button", name="Voir ce qui se passerait").click()
    follow(page.get_by_role("button", name="Confirmer"))
    run_lot(lot_id=Lot.objects.get().pk)
    page.get_by_role("link", name="Actualiser").click()
    expect(page.get_by_text("Confié à Inès Leroy.")).to_be_visible()
    contexte.close()
    assert fresh(dossier).referent == ans


def _thread(ans) -> Dossier:
    dossier = make_dossier(make_membre(prenom="Claire", nom="Fontaine"), etape=2, nom="Alpha")
    make_message(dossier, texte="Notre NIL a changé.\n\nVoici l’écran.", fichiers=[upload("ecran.png")])
    make_apercu(Jointe.objects.get().pk, genre=Jointe)
    make_message(dossier, ans, objet="Votre NIL", texte="Merci. Depuis quand ?")
    return dossier


@pytest.mark.parametrize("cote", ["editeur", "ans"])
def test_a_thread_on_both_sides(page: Page, ans, enter, console, verifier_axe, largeur, cote):
    dossier = _thread(ans)
    enter(page, ans if cote == "ans" else dossier.cree_par, f"/aide/dossier/{dossier.uuid}/messages/")
    qui = "l’éditeur" if cote == "ans" else "vous"
    expect(page.get_by_text(f"C’est à {qui} de répondre")).to_be_visible()
    verifier_axe(page)
    look(page, f"fil-{cote}-{largeur}")
    page.get_by_label("Message", exact=False).first.fill("Depuis le 3 mars.")
    page.locator("#id_fichiers").set_input_files({"name": "a.exe", "mimeType": "x/y", "buffer": b"MZ rien"})
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("[data-segur-resume]")).to_be_focused()
    expect(page.locator("#id_texte")).to_have_value("Depuis le 3 mars.")
    verifier_axe(page)
    look(page, f"fil-erreur-{cote}-{largeur}")
    page.locator("#id_fichiers").set_input_files(
        [{"name": f"{n}.png", "mimeType": "image/png", "buffer": picture(taille=(40 + n, 40))} for n in range(2)]
    )
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("link", name="Télécharger 1.png")).to_be_visible()
    verifier_axe(page)
    look(page, f"fil-envoye-{cote}-{largeur}")
    assert console == []


def test_the_portfolio_and_both_pages_say_where_the_ball_is(page: Page, ans, enter, verifier_axe, largeur):
    dossier = _thread(ans)
    enter(page, dossier.cree_par, "/dossiers/")
    expect(page.get_by_text("C’est à vous de répondre")).to_be_visible()
    verifier_axe(page)
    look(page, f"portefeuille-{largeur}")
    page.goto(f"/dossiers/{dossier.uuid}/")
    verifier_axe(page)
    look(page, f"dossier-{largeur}")
