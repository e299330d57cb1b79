"""What a hand does on any page, and waits for."""

from playwright.sync_api import Locator, Page


def follow(lien: Locator) -> None:
    """Presses a link or a button that leads to another page, and waits for that page to be whole.

    Whoever looks at a page right after a click may look at the one that leaves, or at one that is not there yet.
    """
    with lien.page.expect_navigation():
        lien.click()


def tab_to(page: Page, selecteur: str) -> None:
    """Presses Tab until that element has the focus, as who has no mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.locator(selecteur).evaluate_all("(es) => es.includes(document.activeElement)"):
            return
    raise AssertionError(f"No way to {selecteur} by the keyboard.")
