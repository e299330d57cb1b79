"""The reminders of one dossier, for its company: the next one, the log, who cannot be reached, a quiet."""

import pytest
import time_machine

from dossiers.actions.envoi import send_envoi
from dossiers.actions.relance import sweep_relances
from dossiers.models import Envoi
from tests.factories import LUNDI, fresh, make_dossier, make_membre, make_submitted

pytestmark = pytest.mark.django_db
JEUDI = LUNDI.replace(day=5)


@pytest.fixture(autouse=True)
def _jeudi():
    with time_machine.travel(JEUDI, tick=False):
        yield


def text_of(reponse) -> str:
    return " ".join(reponse.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


def page(client, dossier) -> str:
    client.force_login(dossier.cree_par)
    return text_of(client.get(f"/dossiers/{dossier.uuid}/relances/"))


def test_next_one_and_nothing_yet(client):
    texte = page(client, make_dossier(etape=2))
    assert ("à partir du jeudi 5 mars 2026 à 9 h," in texte, "Aucune relance pour l’instant." in texte) == (
        True,
        True,
    )


def test_what_was_sent_to_whom(client):
    dossier = make_dossier(make_membre(prenom="Camille", nom="Martin"), etape=2)
    sweep_relances(le=JEUDI)
    send_envoi(envoi_id=Envoi.objects.get().pk, le=JEUDI)
    assert "Camille Martin : ce qui manque – <strong>envoyée</strong>" in page(client, dossier)


def test_colleague_who_cannot_be_reached_is_named(client):
    dossier = make_dossier(make_membre(prenom="Camille", nom="Martin"), etape=2)
    sweep_relances(le=JEUDI)
    Envoi.objects.update(etat="echec")
    assert "Les courriels à Camille Martin (" in page(client, dossier)


def test_while_the_ans_has_it_nobody_of_the_company_is_reminded(client):
    texte = page(client, make_submitted())
    assert ("l’entreprise n’est plus relancée" in texte, "Suspendre les relances" in texte) == (True, False)


def test_quiet_is_asked_then_lifted(client):
    dossier = make_dossier(etape=2)
    client.force_login(dossier.cree_par)
    adresse = f"/dossiers/{dossier.uuid}/relances/"
    texte = text_of(client.post(adresse, {"jusqu_a": "2026-03-20", "motif": "Le CNDA répond le 20."}, follow=True))
    assert "jusqu’au 20 mars 2026</strong> : Le CNDA répond le 20." in texte
    client.post(adresse, {"jusqu_a": "", "motif": ""})
    assert fresh(dossier).suspendues_jusqu_a is None
