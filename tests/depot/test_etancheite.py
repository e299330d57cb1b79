"""Another company's anything is the same 404, body and all, as what does not exist."""

from uuid import uuid4

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from tests.factories import make_editeur, make_instructeur, make_membre, make_submitted
from tests.lecture import without_token

pytestmark = pytest.mark.django_db
ROLES = ("mandataire", "representant", "salarie")
# Address → the arguments after the dossier's own identifier.
ADRESSES = {
    "dossier": [],
    "retirer": [],
    "etape": [2],
    "envoi": [],
    "recepisse": [1],
    "recepisse_pdf": [1],
    "piece": ["piece"],
    "apercu": ["piece"],
    "piece_etat": ["piece"],
}
ECRIVENT = ("retirer", "etape", "envoi")


def addresses(nom: str, dossier, piece) -> str:
    suite = [piece if argument == "piece" else argument for argument in ADRESSES[nom]]
    return reverse(f"depot:{nom}", args=[dossier, *suite])


@pytest.fixture(scope="module")
def a_autrui(base_du_module) -> Dossier:
    return make_submitted(make_membre(make_editeur("Canari")), nom="CANARI")


@pytest.fixture(scope="module")
def a_soi(base_du_module) -> Dossier:
    return make_submitted(make_membre(make_editeur("Alpha Santé")))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("nom", ADRESSES)
def test_one_s_own_is_found(client, a_soi, nom, role):
    client.force_login(make_membre(a_soi.editeur, role))
    reponse = client.get(addresses(nom, a_soi.uuid, a_soi.pieces.get().uuid))
    reponse.getvalue()
    attendus = {"envoi": 302, "apercu": 404, "retirer": 403 if role == "salarie" else 200}
    assert reponse.status_code == attendus.get(nom, 200)


@pytest.mark.parametrize(("nom", "methode"), [(nom, "get") for nom in ADRESSES] + [(nom, "post") for nom in ECRIVENT])
def test_another_s_is_unknown(client, a_autrui, nom, methode):
    client.force_login(make_membre())
    autrui = getattr(client, methode)(addresses(nom, a_autrui.uuid, a_autrui.pieces.get().uuid))
    inconnu = getattr(client, methode)(addresses(nom, uuid4(), uuid4()))
    assert (autrui.status_code, inconnu.status_code) == (404, 404)
    assert without_token(autrui) == without_token(inconnu)
    assert b"CANARI" not in autrui.content


@pytest.mark.parametrize("nom", ADRESSES)
def test_the_ans_does_not_come_in_by_this_door(client, a_autrui, nom):
    client.force_login(make_instructeur())
    assert client.get(addresses(nom, a_autrui.uuid, a_autrui.pieces.get().uuid)).status_code == 404


@pytest.mark.parametrize("nom", ADRESSES)
def test_anonymous_is_asked_to_sign_in(client, a_autrui, nom):
    adresse = addresses(nom, a_autrui.uuid, a_autrui.pieces.get().uuid)
    assert client.get(adresse)["Location"] == f"/connexion/?next={adresse}"
