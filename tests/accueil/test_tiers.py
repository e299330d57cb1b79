"""« Ne plus m’écrire », for someone at a third party: asked, then done, without an account nor a cookie."""

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.models import Tiers
from dossiers.queries.tiers import jeton_tiers
from tests.factories import LUNDI, make_dossier
from tests.lecture import read_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiers() -> Tiers:
    dossier = make_dossier(etape=2)
    return Tiers.objects.create(dossier=dossier, courriel="lea@tiers.fr", par=dossier.cree_par, le=LUNDI)


def url(tiers: Tiers) -> str:
    return reverse("tiers_arret", args=[jeton_tiers(tiers)])


def title(reponse) -> str:
    return read_page(reponse).find("h1").texte


def test_following_the_link_asks_and_changes_nothing(client, tiers):
    reponse = client.get(url(tiers))
    assert title(reponse) == "Ne plus recevoir nos courriels ?"
    assert ("lea@tiers.fr" in reponse.content.decode(), "no-store" in reponse["Cache-Control"]) == (False, True)
    tiers.refresh_from_db()
    assert tiers.arrete_le is None


def test_confirming_stops_once_and_for_all(tiers):
    """A mail program posts here in one click, without a cookie."""
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert title(client.post(url(tiers))) == "Nous ne vous écrirons plus"
    tiers.refresh_from_db()
    assert tiers.arrete_le is not None
    assert title(client.get(url(tiers))) == "Nous ne vous écrirons plus"


@pytest.mark.parametrize("methode", ["get", "post"])
def test_link_that_leads_to_nobody(client, tiers, methode):
    adresse = url(tiers)
    tiers.delete()
    for lien in (adresse, reverse("tiers_arret", args=["rien"])):
        reponse = getattr(client, methode)(lien)
        assert (reponse.status_code, title(reponse)) == (404, "Ce lien ne sert plus")


def test_nothing_else_may_be_asked_of_it(client, tiers):
    assert client.put(url(tiers)).status_code == 405
