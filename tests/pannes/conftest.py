"""The bench of a test, and the figures it saw, shown at the end of the run."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pannes.banc import Banc, open_banc
from tests.pannes.boite import Boite, open_boite


@pytest.fixture
def boite() -> Iterator[Boite]:
    with open_boite() as boite:
        yield boite


@pytest.fixture
def banc(tmp_path: Path, boite: Boite, transactional_db: None) -> Iterator[Banc]:
    """On the broker of the run: Redis when REDIS_URL names one, else the embedded one."""
    with open_banc(tmp_path, boite) as banc:
        yield banc


@pytest.fixture
def banc_gelable(tmp_path: Path, boite: Boite, transactional_db: None) -> Iterator[Banc]:
    """On a broker of its own, which the test may freeze without anyone else waiting for it."""
    with open_banc(tmp_path, boite, own_broker=True) as banc:
        yield banc


@pytest.fixture
def chiffres(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Keeps a sentence with figures for the summary of the run."""
    return lambda phrase: record_property("chiffres", phrase)
