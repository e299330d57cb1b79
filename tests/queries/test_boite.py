"""The mails of one person: their own alone, the latest first, by pages; and how a person is found."""

from datetime import timedelta

import pytest

from dossiers.actions.relance import sweep_relances
from dossiers.models import Envoi
from dossiers.queries.boite import courriels_page, find_comptes
from tests.factories import LUNDI, make_compte, make_dossier, make_membre

pytestmark = pytest.mark.django_db
JOUR = timedelta(days=1)


def post(compte, rang: int, **champs) -> Envoi:
    le = LUNDI + rang * JOUR
    donnees = {"genre": "message", "destinataire": compte, "a_partir_de": le, "cree_le": le, **champs}
    return Envoi.objects.create(cle=f"{compte.pk}:{rang}", **donnees)


def test_kind_dossier_when_and_what_became_of_it():
    dossier = make_dossier(nom="Alpha")
    moi = dossier.cree_par
    post(make_membre(), 1)
    post(moi, 1, dossier=dossier, etat="envoye", envoye_le=LUNDI + 2 * JOUR)
    post(moi, 3, genre="ancien_genre", etat="echec", essais=14)
    lignes = courriels_page(moi).lignes
    vues = [(li.le, li.libelle, li.dossiers, li.etat, li.echec, li.essais) for li in lignes]
    assert vues == [
        (LUNDI + 3 * JOUR, "Ancien genre", (), "en échec", True, 14),
        (LUNDI + 2 * JOUR, "Message d’un dossier", ("Alpha 1",), "envoyé", False, 0),
    ]


@pytest.mark.parametrize("nombre", [1, 3])
def test_digest_names_its_dossiers_for_two_queries(nombre, django_assert_num_queries):
    moi = make_membre()
    noms = [f"Logiciel {lettre}" for lettre in "ABCDE"][: nombre + 1]
    for nom in noms:
        make_dossier(moi, etape=2, nom=nom)
    for rang in range(nombre - 1):
        post(moi, -rang)
    sweep_relances(le=LUNDI + 3 * JOUR)
    with django_assert_num_queries(2):
        page = courriels_page(moi)
    assert (len(page.lignes), page.lignes[0].libelle) == (nombre, "Relance")
    assert (page.lignes[0].dossiers, page.lignes[0].autres) == (tuple(f"{n} 1" for n in noms[:3]), nombre // 3)


def test_pages_follow_one_another():
    moi = make_membre()
    for rang in range(5):
        post(moi, rang, genre=f"g{rang}")
    page, vues, tours = courriels_page(moi, taille=2), [], []
    while True:
        vues += [ligne.libelle for ligne in page.lignes]
        tours.append((len(page.lignes), page.premiere))
        if not page.suivante:
            break
        page = courriels_page(moi, page.suivante, taille=2)
    assert (vues, tours) == (["G4", "G3", "G2", "G1", "G0"], [(2, True), (2, False), (1, False)])


@pytest.mark.parametrize("curseur", ["x", "1_", "_", "1e99_1"])
def test_foreign_cursor_shows_the_first_page(curseur):
    moi = make_membre()
    post(moi, 1)
    assert (courriels_page(moi, curseur).premiere, len(courriels_page(moi, curseur).lignes)) == (True, 1)


@pytest.mark.parametrize(
    ("q", "trouve"),
    [
        ("durand", True),
        ("Camille DURAND", True),
        ("camille@", True),
        ("camille dupont", False),
        ("", False),
        ("  ", False),
    ],
)
def test_person_is_found_by_every_word(q, trouve):
    moi = make_compte("camille@exemple.fr", prenom="Camille", nom="Durand")
    make_compte(prenom="Autre", nom="Personne")
    assert list(find_comptes(q)) == ([moi] if trouve else [])
