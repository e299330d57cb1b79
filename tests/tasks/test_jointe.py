"""The worker's door: attachments previewed and shown to the antivirus, by their id."""

import pytest

from dossiers.gateways.apercu import ATTENTE_APERCU
from dossiers.models import Jointe
from dossiers.tasks import piece as preuves
from dossiers.tasks.jointe import analyse, preview
from tests.factories import make_dossier, make_message, make_piece, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def jointe() -> Jointe:
    """In a dossier whose proof has the same id or another: no matter."""
    dossier = make_dossier(etape=2)
    make_piece(dossier)
    return make_message(dossier, fichiers=[upload()]).jointes.get()


def test_previewed_once(jointe):
    for _ in range(2):
        preview(jointe.pk)
    jointe.refresh_from_db()
    assert (jointe.etat_apercu, bool(jointe.apercu)) == ("fait", True)
    assert list(jointe.dossier.pieces.values_list("etat_apercu", flat=True)) == ["a_faire"]


def test_without_an_antivirus_it_is_said_not_analysed(jointe, settings):
    settings.CLAMD_URL = ""
    for _ in range(2):
        analyse(jointe.pk)
    jointe.refresh_from_db()
    assert jointe.analyse == "non_analysee"
    assert list(jointe.dossier.pieces.values_list("analyse", flat=True)) == ["a_faire"]


def test_as_long_as_for_a_proof():
    assert preview.time_limit == preuves.preview.time_limit > ATTENTE_APERCU
    assert analyse.time_limit == preuves.analyse.time_limit
