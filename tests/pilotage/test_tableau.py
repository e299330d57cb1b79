"""The dashboard's page: who sees it, what it costs, where its bars lead; and the same dossiers as a spreadsheet."""

import csv
import re
from html import unescape

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.queries.tableau import COLONNES_EXPORT
from tests.factories import (
    make_administrateur,
    make_compte,
    make_decided,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_membre,
    make_submitted,
)

pytestmark = pytest.mark.django_db
ADRESSES = ("/pilotage/", "/pilotage/dossiers.csv")
LIEN = re.compile(r'<th scope="row"><a href="([^"]*)">([^<]*)</a></th>\s*<td><svg.*?</svg><span>(\d+)</span>', re.S)


@pytest.fixture
def ans(client):
    client.force_login(make_instructeur())
    return client


def read_csv(response) -> list[dict]:
    texte = b"".join(response.streaming_content).decode("utf-8")
    assert texte.startswith("\ufeff")
    return list(csv.DictReader(texte[1:].splitlines(), delimiter=";"))


@pytest.mark.parametrize("adresse", ADRESSES)
@pytest.mark.parametrize(
    ("fabrique", "attendu"),
    [
        (make_instructeur, 200),
        (make_administrateur, 200),
        (lambda: make_membre(role="mandataire"), 404),
        (lambda: make_membre(role="representant"), 404),
        (lambda: make_membre(role="salarie"), 404),
        (make_compte, 404),
    ],
    ids=["instructeur", "administrateur", "mandataire", "représentant", "salarié", "sans entreprise"],
)
def test_the_ans_only(client, adresse, fabrique, attendu):
    client.force_login(fabrique())
    assert client.get(adresse).status_code == attendu


@pytest.mark.parametrize("adresse", ADRESSES)
def test_whoever_is_not_signed_in_is_sent_to_the_sign_in(client, adresse):
    reponse = client.get(adresse)
    assert (reponse.status_code, reponse["Location"]) == (302, f"{reverse('connexion')}?next={adresse}")


@pytest.mark.parametrize("adresse", ADRESSES)
def test_it_is_read_only(ans, adresse):
    assert ans.post(adresse).status_code == 405


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_page_costs_eight_queries(ans, nombre, django_assert_num_queries):
    for _ in range(nombre):
        make_decided("demander_complements")
    with django_assert_num_queries(8):
        ans.get("/pilotage/")


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_export_costs_five_queries(ans, nombre, django_assert_num_queries):
    for _ in range(nombre):
        make_decided()
    with django_assert_num_queries(5):
        assert len(read_csv(ans.get("/pilotage/dossiers.csv"))) == nombre


def test_each_bar_leads_to_the_dossiers_it_counts(ans):
    for fabrique in (make_dossier, make_submitted, make_submitted, make_decided):
        fabrique()
    make_decided("demander_complements")
    make_dossier(code="DSR-HOP-DPI-Va2")
    found = LIEN.findall(ans.get("/pilotage/?dispositif=DSR-MDV-LGC-Va2").content.decode())
    assert [(libelle, nombre) for _, libelle, nombre in found] == [
        ("Étape 1", "1"),
        ("Étape 2", "3"),
        ("Étape 3", "1"),
        ("En instruction", "2"),
        ("Compléments demandés", "1"),
        ("Étape 2 validée", "1"),
        ("Médecin de ville", "5"),
    ]
    for adresse, _, nombre in found:
        page = ans.get(unescape(adresse)).context["page"]
        assert {ligne.dossier.dispositif for ligne in page.lignes} == {"DSR-MDV-LGC-Va2"}
        assert page.total == int(nombre)


@pytest.mark.parametrize("adresse", ["?couloir=inconnu", "?dispositif=%27", "?couloir=hop&couloir=mdv", "?autre=1"])
def test_a_filter_that_means_nothing_is_passed_over(ans, adresse):
    make_dossier()
    assert ans.get(f"/pilotage/{adresse}").context["tableau"].total == 1


def test_the_page_says_what_it_was_narrowed_to(ans):
    make_dossier()
    adresse = "/pilotage/?couloir=mdv&dispositif=DSR-MDV-LGC-Va2"
    assert ans.get(adresse).context["portee"] == "Médecin de ville, Logiciel de gestion de cabinet, vague 2"
    assert ans.get("/pilotage/?couloir=inconnu").context["portee"] == ""


def test_where_there_is_nothing_the_page_says_so(ans):
    assert "Aucun dossier pour l’instant" in ans.get("/pilotage/").content.decode()
    make_dossier()
    make_dossier(code="DSR-HOP-DPI-Va2")
    page = ans.get("/pilotage/?couloir=hop&dispositif=DSR-MDV-LGC-Va2").content.decode()
    assert "Aucun dossier ne répond à ces filtres" in page


def test_the_export_holds_what_the_page_counts(ans):
    voulu = make_submitted()
    make_dossier(code="DSR-HOP-DPI-Va2")
    reponse = ans.get("/pilotage/dossiers.csv?couloir=mdv")
    lignes = read_csv(reponse)
    assert re.fullmatch(r'attachment; filename="dossiers-segur-\d{4}-\d\d-\d\d\.csv"', reponse["Content-Disposition"])
    assert reponse["Content-Type"] == "text/csv; charset=utf-8"
    assert [ligne["Référence"] for ligne in lignes] == [voulu.reference]
    assert tuple(lignes[0]) == COLONNES_EXPORT


@pytest.mark.parametrize("debut", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(ans, debut):
    nom = f"{debut}cmd|' /C calc'!A0"
    dossier = make_dossier(make_membre(make_editeur(nom)), nom=nom)
    (ligne,) = read_csv(ans.get("/pilotage/dossiers.csv"))
    assert (ligne["Éditeur"], ligne["Solution"]) == (f"'{nom}", f"'{nom}")
    assert Dossier.objects.get(pk=dossier.pk).solution.nom == nom


def test_a_cell_may_hold_semicolons_quotes_and_lines(ans):
    make_dossier(nom='A;"B"')
    (ligne,) = read_csv(ans.get("/pilotage/dossiers.csv"))
    assert ligne["Solution"] == 'A;"B"'
