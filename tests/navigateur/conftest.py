"""Looking at pages as a browser does: axe, what the console refused, and someone of an éditeur who is signed in."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from dossiers.depot import etape
from tests.factories import make_editeur, make_membre

# Each rule is looked at whole; of what passes, which nobody reads, nothing is described.
REGLES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
    "selectors": False,
}
LARGEURS = (1280, 390)
# Seconds left to the server to end what a closed page had asked of it, and to a page to become what is expected of it:
# a busy machine takes its time, and whoever waits for what is there waits for nothing.
PATIENCE = 20.0
expect.set_options(timeout=PATIENCE * 1000)


def read_violations(page: Page) -> list[str]:
    """Each WCAG A or AA violation axe finds on this page, with the first element at fault."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("regles => axe.run(regles).then(({ violations }) => violations)", REGLES)
    return [f"{v['id']}: {v['help']} {v['nodes'][0]['html'][:200]}" for v in found]


def verifier_axe(page: Page) -> None:
    """Fails when axe finds a violation, or when the page is wider than the window. Looks at a page that is whole."""
    page.wait_for_load_state()
    assert read_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.fixture(name="verifier_axe")
def fixture_verifier_axe() -> Callable[[Page], None]:
    """For tests elsewhere in this folder: `verifier_axe(page)`."""
    return verifier_axe


@pytest.fixture(autouse=True)
def _server_at_rest(transactional_db) -> Iterator[None]:
    """The tables are emptied once the server has answered all that the page, closed by now, had asked: PostgreSQL
    would find the two in each other's way.
    """
    yield
    fin = time.monotonic() + PATIENCE
    while time.monotonic() < fin and any("process_request_thread" in thread.name for thread in threading.enumerate()):
        time.sleep(0.01)


@pytest.fixture
def console(page: Page) -> list[str]:
    """What the browser complained of since the test began: CSP refusals, script errors, missing files."""
    heard: list[str] = []
    page.on("console", lambda m: heard.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


@pytest.fixture(params=LARGEURS, ids=lambda largeur: f"{largeur}px")
def largeur(request: pytest.FixtureRequest, page: Page) -> int:
    """The test runs on a wide screen, then on a telephone."""
    page.set_viewport_size({"width": request.param, "height": 900})
    return request.param


@pytest.fixture
def membre():
    return make_membre(make_editeur("Alpha Santé"), prenom="Claire", nom="Fontaine")


@pytest.fixture
def enter(live_server):
    """`enter(page, compte, chemin)`: that person, signed in, on that page."""

    def _enter(page: Page, compte, chemin: str) -> None:
        client = Client()
        client.force_login(compte)
        nom = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": nom, "value": client.cookies[nom].value, "url": live_server.url}])
        page.goto(chemin)

    return _enter


@pytest.fixture
def slow(monkeypatch) -> Iterator[threading.Event]:
    """No draft that is sent is kept, nor answered, before the test says so: `slow.set()`."""
    vite, signal = etape.save_brouillon, threading.Event()

    def lentement(request, dossier):
        signal.wait(PATIENCE)
        return vite(request, dossier)

    monkeypatch.setattr(etape, "save_brouillon", lentement)
    yield signal
    signal.set()
