"""Second readings, notes and opinions in a browser: axe at both widths, a silent console, no script needed."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from dossiers.actions.apercu import make_apercu
from dossiers.actions.avis import answer_avis
from dossiers.actions.note import withdraw_note, write_note
from dossiers.actions.reglage import set_relecture
from dossiers.models import Dossier, Note, Soumission
from dossiers.queries.avis import jeton_avis
from tests.factories import (
    fresh,
    make_administrateur,
    make_avis,
    make_instructeur,
    make_proposed,
    make_submitted,
)
from tests.navigateur.gestes import sign_in
from tests.queries.test_relecture import make_pairs

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def look(page: Page, verifier_axe, console):
    """`look("name")`: the page as it is passes axe; its picture is kept where the environment says (SEGUR_IMAGES)."""

    def _look(nom: str) -> None:
        verifier_axe(page)
        assert console == []
        if dossier := os.environ.get("SEGUR_IMAGES"):
            page.screenshot(path=Path(dossier) / f"{nom}-{page.viewport_size['width']}.png", full_page=True)

    return _look


def make_visible(dossier: Dossier) -> Dossier:
    for piece in dossier.pieces.all():
        make_apercu(piece.pk)
    return fresh(dossier)


def path(dossier: Dossier) -> str:
    return reverse("instruction:dossier", args=[dossier.uuid])


@pytest.fixture
def thomas():
    return make_instructeur(prenom="Thomas", nom="Girard")


@pytest.fixture
def ines():
    return make_instructeur(prenom="Inès", nom="Leroy")


@pytest.mark.usefixtures("largeur")
def test_two_readers_who_disagree_then_agree(page: Page, enter, ines, thomas, look):
    dossier = make_visible(make_proposed(par=thomas))
    enter(page, thomas, path(dossier))
    expect(page.get_by_role("heading", name="Seconde lecture")).to_be_visible()
    look("premier-lecteur")
    enter(page, ines, path(dossier))
    expect(page.get_by_text("les siens vous seront montrés ensuite")).to_be_visible()
    look("lecture-aveugle")
    page.get_by_role("button", name="Tout est conforme : valider l’étape").click()
    expect(page.get_by_text("L’autre lecteur n’est pas du même avis")).to_be_visible()
    look("desaccord")
    page.get_by_role("button", name="Suivre Thomas Girard").click()
    expect(page.get_by_text("est refusée")).to_be_visible()
    look("accord")
    assert Soumission.objects.get().decision == "refuser"


@pytest.mark.usefixtures("largeur")
def test_the_waiver_and_the_queue(page: Page, enter, thomas, look):
    dossier = make_proposed(par=thomas)
    admin = make_administrateur()
    enter(page, admin, f"{reverse('instruction:file')}?vue=relectures")
    look("file")
    page.get_by_role("link", name=dossier.reference).click()
    page.get_by_role("link", name="Dispenser ce dossier de seconde lecture").click()
    page.get_by_role("button", name="Dispenser de seconde lecture").click()
    expect(page.locator("#id_motif_error")).to_contain_text("Dites pourquoi")
    look("dispense-erreur")
    page.get_by_label("Motif de la dispense").fill("Une seule personne présente cette semaine.")
    page.get_by_role("button", name="Dispenser de seconde lecture").click()
    expect(page.get_by_text("Dispensé de seconde lecture", exact=True)).to_be_visible()
    look("dispense")


@pytest.mark.parametrize("script", [True, False])
def test_a_note_beside_verdicts_loses_none(browser, live_server, ines, script):
    """With and without the script."""
    dossier = make_submitted()
    contexte = browser.new_context(java_script_enabled=script, base_url=live_server.url)
    page = contexte.new_page()
    sign_in(page, ines, path(dossier))
    page.locator("#id_verdict_nie_0").check(force=True)
    page.get_by_label("Nouvelle note").fill("Déjà vu chez ce même éditeur.")
    page.get_by_role("button", name="Enregistrer la note").click()
    expect(page.locator("#notes").get_by_text("Déjà vu chez ce même éditeur.")).to_be_visible()
    expect(page.locator("#id_verdict_nie_0")).to_be_checked()
    expect(page.get_by_label("Nouvelle note")).to_have_value("")
    assert Note.objects.get().texte == "Déjà vu chez ce même éditeur."
    contexte.close()


@pytest.mark.usefixtures("largeur")
def test_notes_and_opinions_on_the_dossier(page: Page, enter, ines, look):
    dossier = make_visible(make_submitted())
    enter(page, ines, path(dossier))
    look("notes-vides")
    write_note(dossier=dossier, texte="Le NIE est celui d’un autre logiciel ; à revoir avec le CNDA.", par=ines)
    withdraw_note(note=write_note(dossier=dossier, texte="Sans doute un doublon.", exigence="nil", par=ines), par=ines)
    avis = make_avis(dossier, ines, timezone.now(), question="Cette copie d’écran vient-elle de votre portail ?")
    answer_avis(avis=avis, texte="Oui, mais d’une autre demande.", sens="reserve", adresse="192.0.2.1")
    make_avis(fresh(dossier), ines, timezone.now(), nom="Paul Second")
    page.reload()
    look("notes-pleines")
    page.goto(reverse("instruction:demander_avis", args=[dossier.uuid]))
    page.get_by_role("button", name="Envoyer la question").click()
    expect(page.locator("#id_question_error")).to_be_visible()
    look("demander-avis-erreur")
    page.get_by_label("À qui").fill("Jeanne Expert")
    page.get_by_label("Son adresse électronique").fill("jeanne@exemple.fr")
    page.get_by_label("Votre question").fill("Est-ce bien lui ?")
    page.locator("#id_pieces_0").check(force=True)
    page.get_by_role("button", name="Envoyer la question").click()
    expect(page.get_by_text("Votre question est envoyée à Jeanne Expert")).to_be_visible()


@pytest.mark.usefixtures("largeur")
def test_the_page_of_the_person_asked(page: Page, live_server, look):
    dossier = make_visible(make_submitted())
    question = "Le statut affiché correspond-il à une demande déposée ?\nQue faudrait-il de plus ?"
    avis = make_avis(dossier, le=timezone.now(), question=question)
    chemin = f"{live_server.url}{reverse('avis', args=[jeton_avis(avis.uuid)])}"
    page.goto(chemin)
    expect(page.get_by_role("img", name="Pièce 1")).to_be_visible()
    look("avis")
    page.get_by_role("button", name="Envoyer mon avis").click()
    expect(page.locator("#id_texte_error")).to_contain_text("Écrivez votre avis")
    look("avis-erreur")
    page.get_by_label("Votre avis").fill("Oui : la demande est bien déposée.")
    page.get_by_text("Favorable", exact=True).click()
    page.get_by_role("button", name="Envoyer mon avis").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()
    look("avis-merci")
    avis.refresh_from_db()
    assert (avis.reponse, avis.sens) == ("Oui : la demande est bien déposée.", "favorable")


def test_a_closed_address(page: Page, live_server, verifier_axe):
    page.goto(f"{live_server.url}{reverse('avis', args=['0' * 64])}")
    expect(page.get_by_role("heading", name="Cette adresse ne répond pas")).to_be_visible()
    verifier_axe(page)


@pytest.mark.usefixtures("largeur")
def test_the_agreement_of_readers(page: Page, enter, look):
    admin = make_administrateur(prenom="Sofia", nom="Moreau")
    enter(page, admin, reverse("pilotage:relecture"))
    look("pilotage-vide")
    make_pairs({("conforme", "conforme"): 6, ("conforme", "a_corriger"): 2, ("a_corriger", "a_corriger"): 4})
    set_relecture(taux=5, par=admin)
    page.reload()
    page.get_by_label("Part des décisions à relire").fill("200")
    page.get_by_role("button", name="Fixer cette part").click()
    expect(page.locator("#id_taux_error")).to_be_visible()
    look("pilotage")
