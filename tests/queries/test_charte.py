"""Who accepted the charte."""

import pytest

from dossiers.queries.charte import acceptance_of
from tests.factories import LUNDI, make_dossier

pytestmark = pytest.mark.django_db


def test_nobody_yet():
    assert acceptance_of(make_dossier()) is None


def test_who_and_when():
    dossier = make_dossier(etape=2)
    charte = acceptance_of(dossier)
    assert (charte.par, charte.le) == (dossier.cree_par, LUNDI)
