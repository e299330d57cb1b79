"""The éditeur's pages in a browser: their addresses, and what one waits for on them."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from dossiers.actions.apercu import make_apercu
from dossiers.models import Dossier, Piece


def page_of(nom: str, *suite) -> str:
    return reverse(f"depot:{nom}", args=suite)


def etape_2(dossier: Dossier) -> str:
    return page_of("etape", dossier.uuid, 2)


def preview_all() -> None:
    for pk in Piece.objects.filter(etat_apercu="a_faire").order_by("pk").values_list("pk", flat=True):
        make_apercu(pk)


def wait_saved(page: Page) -> None:
    expect(page.locator("#enregistre")).to_contain_text("Brouillon enregistré à")
