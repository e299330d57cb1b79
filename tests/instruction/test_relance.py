"""The reminders at the reviewers' door: their own dossiers, a reminder by hand, a quiet."""

import pytest
import time_machine

from dossiers.actions.dossier import take_dossier
from dossiers.models import Relance
from tests.factories import LUNDI, fresh, make_dossier, make_instructeur

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mercredi():
    with time_machine.travel(LUNDI.replace(day=4), tick=False):
        yield


def text_of(reponse) -> str:
    return " ".join(reponse.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


@pytest.fixture
def referent(client):
    compte = make_instructeur()
    client.force_login(compte)
    return compte


def test_only_ones_own_dossiers(client, referent):
    mien, autre = make_dossier(etape=2, nom="Mien"), make_dossier(etape=2, nom="Autre")
    take_dossier(dossier=mien, par=referent, le=LUNDI)
    take_dossier(dossier=autre, par=make_instructeur(), le=LUNDI)
    texte = text_of(client.get("/instruction/relances/"))
    assert ("Mien 1" in texte, "Autre 1" in texte) == (True, False)


def test_reminder_by_hand(client, referent):
    dossier = make_dossier(etape=2)
    adresse = f"/instruction/{dossier.uuid}/relancer/"
    assert "1 personne à prévenir" in text_of(client.post(adresse, follow=True))
    assert set(Relance.objects.values_list("echelon", "par")) == {("manuelle@20260304", referent.pk)}
    assert "déjà été demandée aujourd’hui" in text_of(client.post(adresse, follow=True))


def test_quiet_with_its_reason(client, referent):
    dossier = make_dossier(etape=2)
    adresse = f"/instruction/{dossier.uuid}/relances/"
    reponse = client.post(adresse, {"jusqu_a": "2026-03-20", "motif": "Congés."}, follow=True)
    assert "<strong>Relances suspendues jusqu’au 20 mars 2026</strong> : Congés." in text_of(reponse)
    assert fresh(dossier).suspension_motif == "Congés."


@pytest.mark.parametrize(
    ("poste", "champ"), [({"jusqu_a": "2026-03-20"}, "motif"), ({"jusqu_a": "demain", "motif": "x"}, "jusqu_a")]
)
def test_refused_beside_its_field(client, referent, poste, champ):
    dossier = make_dossier(etape=2)
    reponse = client.post(f"/instruction/{dossier.uuid}/relances/", poste)
    assert (reponse.status_code, list(reponse.context["form"].errors)) == (200, [champ])
