"""What every test gets: its own database and folder, strict templates, Debian's Chromium where it is installed."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from dossiers.gateways import image
from tests import factories, variable_indefinie
from tests.maison import base_neuve, maison  # noqa: F401

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
SANS_CHROMIUM = f"Chromium is not installed ({CHROMIUM}): browser test not run"
# No sandbox (the CI is root), and not one look-up outside of the machine.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure() -> None:
    variable_indefinie.forbid()
    # How busy the machine is makes no example false.
    sante = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
    hypothesis_settings.register_profile("maison", hypothesis_settings(), **sante)
    hypothesis_settings.load_profile("maison")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks for a page is a browser test, whatever its author wrote. They come last, after the tests of faults:
    those wait more than they work, one after the other on one worker, while the other opens pages.
    """
    for item in items:
        if "playwright" in getattr(item, "fixturenames", ()):
            item.add_marker("navigateur")
    items.sort(key=lambda item: any(item.iter_markers("pannes")) + 2 * any(item.iter_markers("navigateur")))


def pytest_runtest_setup(item: pytest.Item) -> None:
    if CHROMIUM.exists() or not item.get_closest_marker("navigateur"):
        return
    if os.environ.get("CI") == "true":
        pytest.fail(SANS_CHROMIUM, pytrace=False)
    pytest.skip(SANS_CHROMIUM)


def pytest_terminal_summary(terminalreporter) -> None:
    """The figures of the faults; and a skipped browser test is said aloud: a green line alone would hide it."""
    seen = [dict(report.user_properties).get("chiffres") for report in terminalreporter.getreports("passed")]
    for figures in filter(None, seen):
        terminalreporter.line(figures)
    skipped = [report for report in terminalreporter.getreports("skipped") if SANS_CHROMIUM in str(report.longrepr)]
    if skipped:
        terminalreporter.section("BROWSER TESTS NOT RUN", red=True, bold=True)
        terminalreporter.line(
            f"{len(skipped)} tests skipped: {CHROMIUM} is missing (apt-get install chromium).", red=True
        )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One database per process, so that two suites may run at once. On SQLite a file, since threads share none."""
    base = django_settings.DATABASES["default"]
    on_sqlite = base["ENGINE"].endswith("sqlite3")
    name = str(tmp_path_factory.mktemp("base") / "segur.sqlite3") if on_sqlite else f"test_{base['NAME']}_{os.getpid()}"
    base.setdefault("TEST", {})["NAME"] = name


@pytest.fixture(autouse=True)
def _pieces(request: pytest.FixtureRequest, settings, tmp_path: Path) -> None:
    """Each test deposits its files in its own folder; where a module shares its base, in that of the module."""
    if "base_du_module" not in request.fixturenames:
        settings.MEDIA_ROOT = tmp_path / "pieces"


@pytest.fixture(scope="session", autouse=True)
def _known_pictures() -> Iterator[None]:
    """A picture that the factories drew is opened by its child once a run: it has nothing more to teach."""
    read, once = image.read_image, lru_cache(image.read_image)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(image, "read_image", lambda octets: (once if octets in factories.DESSINEES else read)(octets))
        yield


@pytest.fixture(scope="module")
def base_du_module(
    django_db_setup, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """For the fixtures of a module that many tests only read, each from a savepoint of its own: what they write is
    taken back after the last of them. Their files are in a folder of the module. None of these tests may call
    `close()` on an answer: for Django the request is over, and the connection with it.
    """
    dossier = tmp_path_factory.mktemp("pieces")
    with override_settings(MEDIA_ROOT=dossier), django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def playwright(playwright):
    """The synchronous API holds an event loop in this thread: Django's guard against that is lifted from here on."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return playwright


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    """Pages are opened by their path: `page.goto("/connexion/")`."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris"}
