"""No page is wider than the window, whatever an éditeur calls itself or its solution."""

import pytest
from playwright.sync_api import Page

from dossiers.actions.apercu import make_apercu
from tests.factories import make_editeur, make_instructeur, make_membre, make_submitted

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
SANS_BLANC = "Y" * 190
PAR_LARGEUR = "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 6).map(e => `${e.tagName}.${e.className} ${e.getBoundingClientRect().right}`)"


def test_a_name_without_a_space_breaks(page: Page, console, enter, largeur):
    membre = make_membre(make_editeur(SANS_BLANC))
    dossier = make_submitted(membre, nom=SANS_BLANC)
    for piece in dossier.pieces.all():
        make_apercu(piece.pk)
    ans, fiche = make_instructeur(), f"{dossier.uuid}/"
    chemins = {
        ans: [
            "/instruction/",
            f"/instruction/{fiche}",
            f"/instruction/{fiche}relances/",
            f"/instruction/{fiche}dispenses/",
        ],
        membre: ["/dossiers/", f"/dossiers/{fiche}", f"/dossiers/{fiche}etape/2/"],
    }
    larges = {}
    for compte, adresses in chemins.items():
        for adresse in adresses:
            enter(page, compte, adresse)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                larges[adresse] = page.evaluate(PAR_LARGEUR)
    assert (larges, console) == ({}, [])
