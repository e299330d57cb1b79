"""What the tests of the help start from: the fixtures of a fresh install, published."""

import pytest

from dossiers.actions.fiche import publish_aide
from dossiers.actions.terminologie import publish_terminologies
from tests.factories import LGC, LGC_VA1, LUNDI, make_referentiel


@pytest.fixture
def aide(db) -> None:
    """The answers and the terminologies of the fixtures, and two dispositifs: with the EAI exception, and without."""
    make_referentiel(LGC)
    make_referentiel(LGC_VA1)
    publish_aide(le=LUNDI)
    publish_terminologies()
