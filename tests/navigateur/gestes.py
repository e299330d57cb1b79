"""What a hand does on any page, and waits for."""

from playwright.sync_api import Locator, Page

from dossiers.models import Compte
from tests.factories import MOT_DE_PASSE


def follow(lien: Locator) -> None:
    """Presses a link or a button that leads to another page, and waits for that page to be whole.

    Whoever looks at a page right after a click may look at the one that leaves, or at one that is not there yet.
    """
    with lien.page.expect_navigation():
        lien.click()


def sign_in(page: Page, compte: Compte, chemin: str) -> None:
    """Signs that person in by the page made for it, and stands on the page they wanted.

    That page's address ends the one of the sign-in page too: waiting for an address would wait for nothing.
    """
    page.goto(f"/connexion/?next={chemin}")
    page.fill("#id_username", compte.courriel)
    page.fill("#id_password", MOT_DE_PASSE)
    follow(page.get_by_role("main").get_by_role("button", name="Se connecter"))


def tab_to(page: Page, selecteur: str) -> None:
    """Presses Tab until that element has the focus, as who has no mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.locator(selecteur).evaluate_all("(es) => es.includes(document.activeElement)"):
            return
    raise AssertionError(f"No way to {selecteur} by the keyboard.")
