"""The public page of an answer: what it says, whence, elsewhere; what search engines read; lists."""

import json
import re

import pytest

from tests.aide.outils import publish
from tests.factories import make_dossier, make_membre
from tests.lecture import read_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("aide")]
MONTAGE = "/aide/reponse/montage-avec-exception-eai/"


def test_it_says_all_an_answer_must(client):
    page = read_page(client.get(MONTAGE)).find("main")
    assert page.find("h1").texte.startswith("J’utilise une solution tierce")
    assert "Valable pour : dispositifs qui prévoient l’exception EAI." in page.texte
    assert "lue le 23 novembre 2026" in page.texte
    assert page.find("section", "segur-ailleurs").find("a").attrs["href"] == "/aide/reponse/montage-sans-exception/"


def test_what_is_deduced_says_so(client):
    mentions = [
        read_page(client.get(f"/aide/reponse/{code}/")).find("article").find("div", "segur-mention").texte
        for code in ("montage-sans-exception", "identifiant-national")
    ]
    assert ["déduit des textes" in mention for mention in mentions] == [True, False]


def test_search_engines_read_it(client):
    html = client.get(MONTAGE).content.decode()
    assert '<meta name="robots" content="index, follow">' in html
    [donnees] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    page = json.loads(donnees)
    assert (page["@type"], page["inLanguage"], len(page["mainEntity"])) == ("FAQPage", "fr", 1)
    assert page["mainEntity"][0]["acceptedAnswer"]["text"].startswith("<p>Non, sauf si votre logiciel")
    assert "hreflang" not in html


def test_structured_data_cannot_close_its_element(client):
    publish("fuite", question="A </script><script>alert(1)</script>", essentiel="<b>&</b>")
    html = client.get("/aide/reponse/fuite/").content.decode()
    assert html.count("<script>") == 0
    [donnees] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(donnees)["mainEntity"][0]["name"].startswith("A </script>")


def test_the_rest_of_the_site_stays_out_of_search_engines(client):
    assert b'<meta name="robots" content="noindex">' in client.get("/connexion/").content


@pytest.mark.parametrize("adresse", ["reponse/absente", "thematique/absente", "exigence/absente"])
def test_what_does_not_exist_is_a_404(client, adresse):
    assert client.get(f"/aide/{adresse}/").status_code == 404


def test_a_date_gone_by_is_said(client):
    publish("vieille", revoir_le="2020-01-01")
    assert "devait être relue" in client.get("/aide/reponse/vieille/").content.decode()


def test_it_leads_to_the_fields_of_ones_dossiers(client):
    membre = make_membre()
    dossier = make_dossier(membre, etape=2)
    make_dossier(etape=2)
    client.force_login(membre)
    page = read_page(client.get("/aide/reponse/nie-et-nil/")).find("main")
    liens = [a.attrs["href"] for a in page.find("section", "segur-conseil").find_all("a")]
    assert liens == [f"/dossiers/{dossier.uuid}/etape/2/#id_{code}" for code in ("nie", "nil")]


def test_literal_query_counts(client, django_assert_num_queries):
    client.get(MONTAGE)
    with django_assert_num_queries(4):
        client.get(MONTAGE)
    with django_assert_num_queries(1):
        client.get("/aide/")
    with django_assert_num_queries(3):
        client.get("/aide/thematique/cnda/")
    with django_assert_num_queries(2):
        client.get("/aide/exigence/nil/")
