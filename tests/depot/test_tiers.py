"""The page of the contact at the third party, for the company that named it; and the link that stops the mails."""

import pytest
from django.test import Client

from dossiers.actions.tiers import name_tiers
from dossiers.models import Tiers
from dossiers.queries.tiers import jeton_tiers
from tests.factories import make_dossier, make_instructeur, make_submitted

pytestmark = pytest.mark.django_db
LEA = "lea@tiers.fr"


@pytest.fixture
def dossier(client):
    dossier = make_dossier(etape=2)
    client.force_login(dossier.cree_par)
    return dossier


def page(dossier) -> str:
    return f"/dossiers/{dossier.uuid}/tiers/"


def text_of(reponse) -> str:
    return " ".join(reponse.content.decode().split())


def test_named_then_taken_away(client, dossier):
    reponse = client.post(page(dossier), {"courriel": LEA, "accord": "on"}, follow=True)
    assert ("Nous lui écrirons aux prochaines relances" in text_of(reponse), LEA in text_of(reponse)) == (True, True)
    reponse = client.post(page(dossier), {"courriel": ""}, follow=True)
    assert ("Nous n’écrirons à personne d’autre" in text_of(reponse), Tiers.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("saisie", "champs"),
    [
        ({"courriel": LEA}, ["accord"]),
        ({"courriel": "x", "accord": "on"}, ["courriel"]),
        ({"courriel": "a\x00"}, ["courriel"]),
    ],
)
def test_refusal_stands_beside_its_field_and_keeps_what_was_typed(client, dossier, saisie, champs):
    reponse = client.post(page(dossier), saisie)
    assert (list(reponse.context["form"].errors), Tiers.objects.count()) == (champs, 0)
    assert saisie["courriel"].strip("\x00") in text_of(reponse)


def test_nothing_to_name_while_the_ans_has_it(client):
    dossier = make_submitted()
    client.force_login(dossier.cree_par)
    assert "le contact ne peut pas être changé" in text_of(client.get(page(dossier)))
    assert "n’est pas possible maintenant" in text_of(client.post(page(dossier), {"courriel": LEA, "accord": "on"}))


def test_the_ans_reads_it_nowhere(client, dossier):
    name_tiers(dossier=dossier, courriel=LEA, accord=True, par=dossier.cree_par)
    client.force_login(make_instructeur())
    adresses = ("", "relances/")
    assert [LEA in text_of(client.get(f"/instruction/{dossier.uuid}/{suite}")) for suite in adresses] == [False, False]
    assert client.get(page(dossier)).status_code == 404


def test_link_asks_then_stops_and_does_not_show_the_address(client, dossier):
    name_tiers(dossier=dossier, courriel=LEA, accord=True, par=dossier.cree_par)
    lien = f"/tiers/arret/{jeton_tiers(Tiers.objects.get())}/"
    anonyme = Client(enforce_csrf_checks=True)
    texte = text_of(anonyme.get(lien))
    assert ("Ne plus recevoir nos courriels" in texte, LEA in texte, Tiers.objects.get().is_active) == (
        True,
        False,
        True,
    )
    assert "Nous ne vous écrirons plus" in text_of(anonyme.post(lien, {"List-Unsubscribe": "One-Click"}))
    assert "Nous ne vous écrirons plus" in text_of(anonyme.get(lien))
    assert "La personne indiquée a demandé" in text_of(client.get(page(dossier)))


def test_void_link(client):
    reponse = client.get("/tiers/arret/rien/")
    assert (reponse.status_code, "Ce lien ne sert plus" in text_of(reponse)) == (404, True)
