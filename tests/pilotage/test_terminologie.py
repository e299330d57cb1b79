"""The catalogue of terminologies, kept by administrators."""

import pytest

from dossiers.actions.terminologie import publish_terminologies
from dossiers.models import Terminologie
from dossiers.queries.aide import aide_of
from tests.factories import make_administrateur

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(make_administrateur())
    return client


def test_terminologies_are_kept_by_administrators(admin):
    assert publish_terminologies() == len(aide_of().terminologies)
    saisie = {
        "code": "nouvelle",
        "nom": "Nouvelle",
        "couche": "socle",
        "usage": "U",
        "gestionnaire": "G",
        "certitude": "vu",
    }
    admin.post("/pilotage/aide/terminologies/nouvelle/", saisie | {"en_vigueur": "on"})
    admin.post("/pilotage/aide/terminologies/cim-10/", saisie | {"code": "cim-10", "nom": "CIM-10 (modifiée)"})
    assert Terminologie.objects.get(code="nouvelle").couche == "socle"
    assert publish_terminologies() == 0
    assert (Terminologie.objects.get(code="cim-10").nom, Terminologie.objects.get(code="cim-10").en_vigueur) == (
        "CIM-10 (modifiée)",
        False,
    )
    doublon = admin.post("/pilotage/aide/terminologies/nouvelle/", saisie)
    assert doublon.status_code == 200
