"""« Lecture des preuves »: what the page says of the last measure, of none, and who turns the switch."""

from datetime import timedelta

import pytest

from dossiers.actions.mesure import record_mesure
from dossiers.actions.reglage import set_lecture
from dossiers.models import Reglage
from dossiers.queries.reglage import lecture_active
from tests.factories import LUNDI, make_administrateur, make_instructeur
from tests.lecture import read_page
from tests.mesures import make_bilan, make_dit, make_verite

pytestmark = pytest.mark.django_db
PAGE, REGLAGE = "/pilotage/lecture/", "/pilotage/lecture/reglage/"


@pytest.fixture
def administrateur(client):
    compte = make_administrateur(prenom="Sofia", nom="Moreau")
    client.force_login(compte)
    return compte


def page_of(client, adresse: str = PAGE):
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    return read_page(reponse)


def mesurer(le=LUNDI, moteur: str = "moteur 1", moitie: str = "mesure", paires=()):
    return record_mesure(moteur=moteur, resultats={moitie: make_bilan(*paires)}, le=le)


def test_fresh_install_says_that_nothing_was_measured(client, administrateur):
    texte = page_of(client).texte
    assert "Aucune mesure pour l’instant" in texte
    assert "make lecture" in texte
    assert "Personne ne l’a encore arrêtée." in texte


def test_last_measure_in_figures(client, administrateur):
    mesurer(paires=[(make_verite(), make_dit(nil="0012-7", duree=1.25)), (make_verite(nette=False), make_dit())])
    page = page_of(client)
    assert "Mesure du 2 mars 2026 à 10 h sur 2 images inventées que la lecture n’avait jamais vues." in page.texte
    assert "Moteur : moteur 1." in page.texte
    captions = [noeud.texte for noeud in page.find_all("caption")]
    assert captions == [
        "Objectifs",
        "Ce que dit la lecture, et ce que dirait une personne attentive (en nombre d’images)",
        "Champ par champ",
        "Cas par cas",
        "Mise en page par mise en page",
    ]
    lignes = [[c.texte for c in ligne.find_all() if c.balise in ("th", "td")] for ligne in page.find_all("tr")]
    assert ["Concordante", "2", "0", "0"] in lignes
    assert ["NIL", "2", "1", "1", "50,0 %"] in lignes
    assert ["Une seule demande", "Concordante", "2", "2", "0"] in lignes
    assert ["Tableau large", "2", "2", "0"] in lignes
    assert "prises à tort" not in page.texte


def test_false_concordant_is_said_aloud(client, administrateur):
    mesurer(paires=[(make_verite("illisible", fichier="paysage-01.jpg"), make_dit())])
    texte = page_of(client).texte
    assert "Des images ont été prises à tort pour concordantes" in texte
    assert "paysage-01.jpg" in texte
    assert texte.count("Non tenu") == 1


def test_tuned_half_is_never_passed_off_as_the_other(client, administrateur):
    mesurer(moitie="reglage")
    texte = page_of(client).texte
    assert "celles sur lesquelles la lecture a été réglée" in texte
    assert "jamais vues" not in texte


def test_measures_before_the_last(client, administrateur):
    mesurer(moteur="moteur 1")
    mesurer(moteur="moteur 2", le=LUNDI + timedelta(days=1), paires=[(make_verite("discordant"), make_dit())])
    mesurer(moteur="moteur 3", le=LUNDI + timedelta(days=2))
    page = page_of(client)
    section = next(n for n in page.find_all("section") if n.attrs["aria-labelledby"] == "titre-precedentes")
    assert [ligne.texte for ligne in section.find_all("li")] == [
        "3 mars 2026 à 10 h (moteur 2, 1 image) : 1 faux concordant, un objectif au moins n’est pas tenu",
        "2 mars 2026 à 10 h (moteur 1, 1 image) : 0 faux concordant, tous les objectifs tenus",
    ]


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_page_costs_seven_queries(client, administrateur, nombre, django_assert_num_queries):
    for _ in range(nombre):
        mesurer()
        set_lecture(active=not lecture_active(), par=make_administrateur())
    with django_assert_num_queries(7):
        client.get(PAGE)


def test_switch_is_confirmed_turned_and_signed(client, administrateur):
    assert [lien.texte for lien in page_of(client).find_all("a", href=REGLAGE)] == ["Arrêter la lecture"]
    page = page_of(client, REGLAGE)
    assert [n.texte for n in page.find_all("h1")] == ["Arrêter la lecture des preuves ?"]
    assert lecture_active() is True
    valeur = page.find_all("input", name="lecture")[0].attrs["value"]
    texte = read_page(client.post(REGLAGE, {"lecture": valeur}, follow=True)).texte
    assert lecture_active() is False
    assert "La lecture des preuves est arrêtée" in texte
    assert "par Sofia Moreau" in texte
    assert "Reprendre la lecture" in texte
    client.post(REGLAGE, {"lecture": "active"})
    assert lecture_active() is True
    assert Reglage.objects.count() == 2


@pytest.mark.parametrize("donnees", [{}, {"lecture": ""}, {"lecture": "peut-être"}, {"lecture": "\x00"}])
def test_what_means_nothing_turns_nothing(client, administrateur, donnees):
    assert client.post(REGLAGE, donnees).status_code in (200, 400)
    assert not Reglage.objects.exists()


def test_instructeur_sees_and_does_not_turn(client):
    client.force_login(make_instructeur())
    page = page_of(client)
    assert page.find_all("a", href=REGLAGE) == []
    assert "Seul un administrateur peut l’arrêter ou la reprendre." in page.texte
    assert [client.get(REGLAGE).status_code, client.post(REGLAGE, {"lecture": "arretee"}).status_code] == [403, 403]
    assert lecture_active() is True


def test_dashboard_leads_there(client, administrateur):
    assert [lien.texte for lien in page_of(client, "/pilotage/").find_all("a", href=PAGE)] == ["Lecture des preuves"]
