"""« Cette réponse vous a-t-elle été utile ? » as a form, and the page of what follows."""

import pytest
from django.urls import reverse

from dossiers.actions.recherche import record_recherche
from dossiers.actions.vote import Votant, record_vote
from dossiers.models import Recherche, Vote
from tests.aide.outils import publish
from tests.factories import LUNDI, make_administrateur

pytestmark = pytest.mark.django_db


def anonyme(rang: int = 1) -> Votant:
    return Votant(None, f"192.0.2.{rang}", "Firefox")


@pytest.mark.parametrize(
    ("donnees", "nombre", "phrase"),
    [
        ({"utile": "oui"}, 1, "Merci de votre avis."),
        ({"utile": "non", "pourquoi": "Trop court\x00."}, 1, "Merci de votre avis."),
        ({"utile": "peut-être"}, 0, "Choisissez"),
        ({}, 0, "Choisissez"),
    ],
)
def test_the_form_of_the_page(client, donnees, nombre, phrase):
    fiche = publish()
    page = client.post(reverse("aide:vote", args=[fiche.code]), donnees, follow=True)
    assert Vote.objects.count() == nombre
    assert phrase in page.content.decode()


def test_the_ranking_page_gives_a_task_to_each(client):
    fiche = publish("decriee")
    record_vote(fiche=fiche, votant=anonyme(), utile=False, pourquoi="Incomplet", le=LUNDI)
    record_recherche(texte="tarte", dispositif="", adresse="", le=LUNDI)
    recherche = Recherche.objects.get()
    client.force_login(make_administrateur())
    page = client.get("/pilotage/aide/").content.decode()
    assert "Avis « pas utile » : 1 sur 1." in page
    assert 'href="/pilotage/aide/fiches/decriee/"' in page
    assert f"/pilotage/aide/fiches/nouvelle/?question=tarte&amp;recherche={recherche.pk}" in page
    assert "Incomplet" in client.get("/pilotage/aide/fiches/decriee/").content.decode()
    client.post(f"/pilotage/aide/recherches/{recherche.pk}/traiter/")
    assert "tarte" not in client.get("/pilotage/aide/").content.decode()
