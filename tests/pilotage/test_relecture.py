"""« Seconde lecture »: the share that is set, by whom, and the agreement of readers by requirement."""

import pytest

from dossiers.actions.reglage import set_relecture
from dossiers.queries.reglage import relecture_taux
from tests.factories import LUNDI, make_administrateur, make_decided, make_instructeur
from tests.lecture import read_page
from tests.queries.test_relecture import make_pairs

pytestmark = pytest.mark.django_db
PAGE = "/pilotage/relecture/"


@pytest.fixture
def administrateur(client):
    compte = make_administrateur(prenom="Sofia", nom="Moreau")
    client.force_login(compte)
    return compte


def rows(client) -> list[list[str]]:
    page = read_page(client.get(PAGE))
    return [[c.texte for c in ligne.find_all() if c.balise in ("th", "td")] for ligne in page.find_all("tr")]


def test_fresh_install(client, administrateur):
    texte = read_page(client.get(PAGE)).texte
    assert "En plus des refus : 0 % des décisions." in texte
    assert "Personne ne l’a encore changée." in texte
    assert "Aucune seconde lecture pour l’instant" in texte


def test_an_administrator_sets_the_share(client, administrateur):
    reponse = client.post(PAGE, {"taux": "5"}, follow=True)
    assert reponse.redirect_chain == [(PAGE, 302)]
    texte = read_page(reponse).texte
    assert "La part est fixée à 5 %." in texte
    assert "par Sofia Moreau" in texte
    assert relecture_taux() == 5
    assert "Rien n’a changé" in read_page(client.post(PAGE, {"taux": "5"}, follow=True)).texte


@pytest.mark.parametrize("taux", ["", "cinq", "-1", "101", "2,5"])
def test_what_is_no_share_comes_back_with_a_sentence(client, administrateur, taux):
    page = read_page(client.post(PAGE, {"taux": taux}))
    assert "Donnez un nombre entier entre 0 et 100." in page.find_id("id_taux_error").texte
    assert page.find_id("id_taux").attrs.get("value", "") == taux
    assert relecture_taux() == 0


def test_a_reviewer_reads_and_does_not_set(client):
    client.force_login(make_instructeur())
    set_relecture(taux=10, par=make_administrateur(), le=LUNDI)
    page = read_page(client.get(PAGE))
    assert "10 % depuis le 2 mars 2026 à 10 h" in page.texte
    assert "Seul un administrateur peut la changer." in page.texte
    assert client.post(PAGE, {"taux": "1"}).status_code == 403


def test_the_agreement_in_figures_and_in_words(client, administrateur):
    make_pairs({("conforme", "conforme"): 20, ("conforme", "a_corriger"): 5,
                ("a_corriger", "conforme"): 10, ("a_corriger", "a_corriger"): 15})  # fmt: skip
    assert rows(client) == [
        ["Exigence", "Lectures doubles", "Avis identiques", "Kappa de Cohen", "Ce que cela veut dire"],
        ["Numéro d’identification éditeur (NIE)", "50", "35", "0,40", "accord faible"],
    ]
    assert "ces chiffres ne valent que pour des dossiers déjà jugés mauvais" in read_page(client.get(PAGE)).texte


def test_below_ten_pairs_nothing_is_said(client, administrateur):
    make_decided("refuser")
    assert [ligne[1:] for ligne in rows(client)[1:]] == [
        ["1", "1", "–", "moins de 10 lectures doubles : rien ne s’en déduit encore"]
    ] * 4


def test_the_dashboard_leads_here(client, administrateur):
    assert PAGE in [a.attrs.get("href") for a in read_page(client.get("/pilotage/")).find_all("a")]
