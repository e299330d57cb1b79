"""Whom to reach; messages of a dossier and of the contact form: kept, told by the outbox, with what is known."""

import re

import pytest
from django.urls import reverse

from dossiers.actions.dossier import take_dossier
from dossiers.actions.envoi import send_envoi
from dossiers.actions.message import send_contact, settle_message, write_message
from dossiers.models import Compte, Envoi, Message
from dossiers.queries import message as queries
from dossiers.rules.refus import Interdit, Refus
from tests.aide.outils import publish
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_compte,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_membre,
)
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
CONTACT = {"nom": "Zoé", "courriel": "zoe@exemple.fr", "objet": "Candidater", "texte": "Par où commencer ?", "site": ""}


def readers(genre: str) -> list[str]:
    return [e.destinataire.courriel for e in Envoi.objects.filter(genre=genre).select_related("destinataire")]


@pytest.fixture
def suivi():
    """A dossier at étape 2 with its référent."""
    dossier = make_dossier(etape=2)
    take_dossier(dossier=dossier, par=make_instructeur(courriel="referent@ans.example"), le=LUNDI)
    return fresh(dossier)


def write(dossier, par, **champs) -> Message:
    return write_message(
        dossier=dossier, **{"objet": "Mon NIL", "texte": "Où ?", "contexte": []} | champs, par=par, le=LUNDI
    )


def test_the_editeur_writes_to_its_referent(suivi):
    make_administrateur()
    write(suivi, suivi.cree_par)
    assert readers("message") == ["referent@ans.example"]


def test_without_a_referent_the_administrators_read_it():
    dossier = make_dossier(etape=2)
    make_administrateur(courriel="admin@ans.example")
    write(dossier, dossier.cree_par)
    assert readers("message") == ["admin@ans.example"]


def test_a_referent_who_left_the_ans_reads_it_no_more(suivi):
    make_administrateur(courriel="admin@ans.example")
    Compte.objects.filter(pk=suivi.referent_id).update(role_ans="")
    write(fresh(suivi), suivi.cree_par)
    assert readers("message") == ["admin@ans.example"]


def test_the_ans_answers_to_the_people_of_the_company(suivi):
    autre = make_membre(suivi.editeur, "salarie", courriel="salarie@alpha.example")
    make_membre(make_editeur("Autre"))
    write(suivi, suivi.referent)
    assert sorted(readers("message")) == sorted([suivi.cree_par.courriel, autre.courriel])


def test_a_stranger_may_not(suivi):
    with pytest.raises(Interdit):
        write(suivi, make_membre(make_editeur("Autre")))
    with pytest.raises(Interdit):
        write(suivi, make_compte())


@pytest.mark.parametrize(
    ("champs", "fautif"), [({"objet": " "}, "objet"), ({"texte": ""}, "texte"), ({"texte": "a" * 5001}, "texte")]
)
def test_what_cannot_be_sent_says_why(suivi, champs, fautif):
    with pytest.raises(Refus) as refus:
        write(suivi, suivi.cree_par, **champs)
    assert list(refus.value.champs) == [fautif]


def test_the_mail_carries_what_is_known(suivi, mailoutbox):
    write(suivi, suivi.cree_par, contexte=[("Solution", "Alpha 4")])
    send_envoi(envoi_id=Envoi.objects.get(genre="message").pk, le=LUNDI)
    [courriel] = mailoutbox
    assert courriel.subject.startswith("Message : Mon NIL")
    assert "- Solution\u00a0: Alpha 4" in courriel.body
    assert f"/aide/dossier/{suivi.uuid}/messages/#repondre" in courriel.body


def test_the_page_starts_from_the_point_and_says_what_is_joined(client, suivi):
    client.force_login(suivi.cree_par)
    adresse = f"/aide/dossier/{suivi.uuid}/messages/?exigence=nil"
    page = read_page(client.get(adresse)).find("main")
    assert page.find_id("id_objet").attrs["value"] == "Étape 2\u00a0: Numéro d’identification logiciel (NIL)"
    assert "Reste à régler" in page.texte
    client.post(adresse, {"objet": "Mon NIL", "texte": "Où ?"})
    message = Message.objects.get()
    assert [terme for terme, _ in message.contexte] == [
        *("Dossier", "Entreprise", "Solution", "Dispositif", "Étape", "Reste à régler"),
    ]


def test_the_reviewer_reads_the_thread_but_not_the_draft(client, suivi):
    write(suivi, suivi.cree_par)
    client.force_login(suivi.referent)
    page = read_page(client.get(f"/aide/dossier/{suivi.uuid}/messages/")).find("main").texte
    assert ("Mon NIL" in page, "Reste à régler" in page) == (True, False)


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


def test_an_account_that_writes_too_much_is_slowed_but_not_the_ans(client, suivi):
    for _ in range(21):
        write(suivi, suivi.cree_par)
    for _ in range(22):
        write(suivi, suivi.referent)
    with pytest.raises(Refus, match="viennent de votre compte"):
        write(suivi, suivi.cree_par)
    champs = {"nom": "Zoé", "courriel": "", "objet": "A", "texte": "B", "contexte": [], "adresse": ""}
    with pytest.raises(Refus, match="viennent de votre compte"):
        send_contact(**champs, par=suivi.cree_par, le=LUNDI)
    assert Message.objects.count() == 43


def test_the_page_says_how_long_to_wait(client, suivi):
    client.force_login(suivi.cree_par)
    pages = [client.post(f"/aide/dossier/{suivi.uuid}/messages/", {"objet": "A", "texte": "B"}) for _ in range(22)]
    assert [page.status_code for page in pages[-2:]] == [302, 200]
    assert "Attendez 1 minute, puis réessayez." in pages[-1].content.decode()


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


def test_a_message_is_settled(client):
    message = send_contact(
        nom="Zoé", courriel="zoe@exemple.fr", objet="A", texte="B", contexte=[], adresse="192.0.2.1", le=LUNDI
    )
    with pytest.raises(Interdit):
        settle_message(message=message, par=make_membre())
    client.force_login(make_instructeur())
    assert "Marquer comme traité" in client.get("/pilotage/aide/messages/").content.decode()
    client.post(f"/pilotage/aide/messages/{message.uuid}/traiter/")
    assert Message.objects.get().traite_le is not None


def test_a_long_thread_is_read_to_its_beginning(client, suivi, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    client.force_login(suivi.referent)
    page, lus = reverse("aide:messages", args=[suivi.uuid]), []
    messages = [write(suivi, suivi.cree_par) for _ in range(5)]
    adresse = page
    while adresse:
        reponse = client.get(adresse)
        lus = [*reponse.context["fil"], *lus]
        suite = re.search(r'href="([^"]+)">Messages plus anciens', reponse.content.decode())
        adresse = f"{page}{suite[1]}" if suite else ""
    assert (lus, reponse.context["anciens"], "Derniers messages" in reponse.content.decode()) == (messages, 0, True)


@pytest.mark.parametrize("avant", ["x", "-1", "²", "9" * 30, "0", "999999999"])
def test_a_mark_that_means_nothing_shows_the_last_ones(client, suivi, avant):
    client.force_login(suivi.referent)
    message = write(suivi, suivi.cree_par)
    reponse = client.get(reverse("aide:messages", args=[suivi.uuid]), {"avant": avant})
    assert (reponse.status_code, reponse.context["fil"]) == (200, [message])


def test_the_thread_costs_what_it_shows(client, suivi, django_assert_num_queries):
    client.force_login(suivi.cree_par)
    adresse = f"/aide/dossier/{suivi.uuid}/messages/"
    counts = []
    for _ in range(2):
        write(suivi, suivi.cree_par)
        with django_assert_num_queries(11):
            client.get(adresse)
        counts.append(Message.objects.count())
    assert counts == [1, 2]
