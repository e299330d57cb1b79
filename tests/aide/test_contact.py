"""The contact form, and whom to reach: kept, told by the outbox, with what is known; robots slowed."""

import pytest

from dossiers.actions.envoi import send_envoi
from dossiers.models import Envoi, Message
from tests.aide.outils import publish
from tests.factories import (
    make_administrateur,
    make_dossier,
    make_membre,
)
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
CONTACT = {"nom": "Zoé", "courriel": "zoe@exemple.fr", "objet": "Candidater", "texte": "Par où commencer ?", "site": ""}


def test_the_contact_form_keeps_sends_and_joins(client, mailoutbox):
    make_administrateur(courriel="admin@ans.example")
    publish("lue", question="La question lue ?")
    client.post("/aide/contact/?fiche=lue&q=tarte", CONTACT)
    message = Message.objects.get()
    assert (message.courriel, message.dossier) == ("zoe@exemple.fr", None)
    assert message.contexte == [["Réponse lue", "La question lue ? (lue v1)"], ["Recherche sans réponse", "tarte"]]
    send_envoi(envoi_id=Envoi.objects.get().pk, le=message.le)
    assert (mailoutbox[0].to, message.reference in mailoutbox[0].subject) == (["admin@ans.example"], True)


def test_the_form_in_error_keeps_what_was_typed(client):
    page = read_page(client.post("/aide/contact/", CONTACT | {"courriel": "zoe"})).find("main")
    assert page.find_id("id_texte").texte == "Par où commencer ?"
    assert "Cette adresse n’est pas complète" in page.texte
    assert Message.objects.count() == 0


def test_an_address_longer_than_its_column_is_refused(client):
    partie = "a" * 60
    longue = f"zoe@{partie}.{partie}.{partie}.{partie}.{partie}.fr"
    page = client.post("/aide/contact/", CONTACT | {"courriel": longue})
    assert (len(longue) > 254, page.status_code, Message.objects.count()) == (True, 200, 0)


def test_a_robot_is_thanked_and_forgotten_then_slowed(client):
    client.post("/aide/contact/", CONTACT | {"site": "https://spam.example"})
    assert Message.objects.count() == 0
    reponses = [client.post("/aide/contact/", CONTACT).status_code for _ in range(6)]
    assert (reponses, Message.objects.count()) == ([302, 302, 302, 302, 200, 200], 4)


def test_signed_in_nothing_is_typed_again(client):
    compte = make_membre(courriel="claire@alpha.example", prenom="Claire", nom="Fontaine")
    client.force_login(compte)
    page = read_page(client.get("/aide/contact/"))
    assert [page.find_id(f"id_{nom}").attrs["value"] for nom in ("nom", "courriel")] == [
        "Claire Fontaine",
        "claire@alpha.example",
    ]


@pytest.mark.parametrize(
    ("etape", "voulus", "exclus"),
    [
        (0, ["Le formulaire de contact", "La gestion Relation Client du CNDA"], ["Votre référent de candidature"]),
        (1, ["Le formulaire de contact"], ["Votre référent de candidature", "Gazelle"]),
        (2, ["Votre référent de candidature", "Convergence"], ["Gazelle"]),
    ],
)
def test_the_ways_are_those_of_this_person_now(client, etape, voulus, exclus):
    compte = make_membre()
    if etape:
        make_dossier(compte, etape=etape)
        client.force_login(compte)
    texte = read_page(client.get("/aide/contact/")).find("ul", "segur-moyens").texte
    assert [mot for mot in voulus if mot not in texte] == []
    assert [mot for mot in exclus if mot in texte and etape] == []
