"""No page is wider than the window, whatever an éditeur calls itself or its solution."""

import pytest
from playwright.sync_api import Page

from dossiers.actions.apercu import make_apercu
from tests.factories import make_decided, make_editeur, make_instructeur, make_membre, make_submitted

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
SANS_BLANC = "Y" * 190
# The first elements that stick out, to be read when it fails.
DEBORDENT = """[...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 6).map((element) => `${element.tagName}.${element.className}`)"""


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
                larges[adresse] = page.evaluate(DEBORDENT)
    assert (larges, console) == ({}, [])


# The narrowest last line of the link, whatever the width its paragraph is given.
DERNIERE_LIGNE = """(lien) => Math.min(...Array.from({ length: 160 }, (_, rang) => {
    lien.parentElement.style.width = `${160 + 2 * rang}px`;
    return [...lien.getClientRects()].at(-1).width;
}))"""
ICONE = 24


def test_the_icon_of_a_download_is_never_alone_on_its_line(page: Page, enter):
    membre = make_membre()
    dossier = make_decided("demander_complements", membre=membre)
    enter(page, membre, f"/dossiers/{dossier.uuid}/etape/2/")
    lien = page.get_by_role("link", name="Décision n°")
    assert lien.evaluate(DERNIERE_LIGNE) > ICONE
