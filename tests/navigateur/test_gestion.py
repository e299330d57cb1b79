"""The admin as a browser sees it: nothing refused by the content security policy, no WCAG violation."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from dossiers.models import Compte, Dossier, Editeur, Envoi, Evenement, Referentiel
from tests.factories import make_administrateur, make_decided
from tests.navigateur.gestes import sign_in

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("largeur")]


def list_pages() -> list[str]:
    modeles = (Compte, Dossier, Editeur, Envoi, Evenement, Referentiel)
    noms = [f"admin:dossiers_{modele._meta.model_name}" for modele in modeles]
    fiches = [
        reverse(f"{nom}_change", args=[modele.objects.order_by("pk").first().pk])
        for nom, modele in zip(noms, modeles, strict=True)
    ]
    ajouts = [reverse(f"admin:dossiers_{nom}_add") for nom in ("compte", "editeur", "referentiel")]
    return [reverse("admin:index"), *[reverse(f"{nom}_changelist") for nom in noms], *fiches, *ajouts]


def test_every_page(page: Page, console, verifier_axe):
    make_decided("demander_complements")
    sign_in(page, make_administrateur(), "/gestion/")
    expect(page.get_by_role("heading", name="Que voulez-vous administrer")).to_be_visible()
    entendu: list[str] = []
    for adresse in list_pages():
        assert page.goto(adresse).status == 200
        # Heard before axe, whose own style the policy refuses on some of these pages.
        entendu += console
        verifier_axe(page)
        console.clear()
    assert entendu == []


def test_a_company_is_recorded_with_the_person_who_answers_for_it(page: Page):
    sign_in(page, make_administrateur(), reverse("admin:dossiers_editeur_add"))
    page.get_by_label("Raison sociale").fill("ALPHA Santé")
    page.get_by_label("SIREN").fill("000000018")
    page.locator("#id_appartenances-0-courriel").fill("camille@exemple.fr")
    page.locator("#id_appartenances-0-role").select_option("mandataire")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("000000018")
    assert Editeur.objects.get().appartenances.get().compte.courriel == "camille@exemple.fr"
