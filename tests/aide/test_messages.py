"""The thread of a dossier as a page: where it starts from, what is joined, what each side reads."""

import re

import pytest
from django.urls import reverse

from dossiers.actions.dossier import take_dossier
from dossiers.models import Message
from dossiers.queries import message as queries
from tests.factories import (
    LUNDI,
    fresh,
    make_dossier,
    make_instructeur,
    make_message,
)
from tests.lecture import read_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def suivi():
    """A dossier at étape 2 with its référent."""
    dossier = make_dossier(etape=2)
    take_dossier(dossier=dossier, par=make_instructeur(courriel="referent@ans.example"), le=LUNDI)
    return fresh(dossier)


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
    make_message(suivi)
    client.force_login(suivi.referent)
    page = read_page(client.get(f"/aide/dossier/{suivi.uuid}/messages/")).find("main").texte
    assert ("Mon NIL" in page, "Reste à régler" in page) == (True, False)


def test_the_page_says_how_long_to_wait(client, suivi):
    client.force_login(suivi.cree_par)
    pages = [client.post(f"/aide/dossier/{suivi.uuid}/messages/", {"objet": "A", "texte": "B"}) for _ in range(22)]
    assert [page.status_code for page in pages[-2:]] == [302, 200]
    assert "Attendez 1 minute, puis réessayez." in pages[-1].content.decode()


def test_a_long_thread_is_read_to_its_beginning(client, suivi, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    client.force_login(suivi.referent)
    page, lus = reverse("aide:messages", args=[suivi.uuid]), []
    messages = [make_message(suivi) for _ in range(5)]
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
    message = make_message(suivi)
    reponse = client.get(reverse("aide:messages", args=[suivi.uuid]), {"avant": avant})
    assert (reponse.status_code, reponse.context["fil"]) == (200, [message])


def test_the_thread_costs_what_it_shows(client, suivi, django_assert_num_queries):
    client.force_login(suivi.cree_par)
    adresse = f"/aide/dossier/{suivi.uuid}/messages/"
    counts = []
    for _ in range(2):
        make_message(suivi)
        with django_assert_num_queries(11):
            client.get(adresse)
        counts.append(Message.objects.count())
    assert counts == [1, 2]
