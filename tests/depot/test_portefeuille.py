"""The company's dossiers on one page: what each says, filters, pages, and what it costs."""

import pytest
from django.urls import reverse

from dossiers.actions.dossier import withdraw_dossier
from tests.factories import (
    make_compte,
    make_decided,
    make_dossier,
    make_editeur,
    make_failure,
    make_instructeur,
    make_membre,
    make_submitted,
)
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
PAGE = "/dossiers/"


def cards(reponse) -> list[str]:
    return [carte.texte for carte in read_page(reponse).find_all("li", "segur-carte")]


def names(reponse) -> list[str]:
    return [lien.texte for lien in read_page(reponse).find_all("a", "segur-carte__lien")]


def test_without_dossier_it_invites_to_open_one(connecte):
    page = read_page(connecte.get(PAGE))
    assert page.find("div", "segur-vide").texte == (
        "Aucun dossier pour l’instant Un dossier suit la candidature d’une solution à un dispositif, de la charte à "
        "l’attribution. Ouvrir un premier dossier"
    )
    assert [a.attrs["href"] for a in page.find("main").find_all("a", "fr-btn")] == [reverse("depot:nouveau")] * 2
    assert page.find_all("form", "segur-filtres") == []


@pytest.mark.parametrize("role", ["mandataire", "representant", "salarie"])
def test_each_role_sees_the_dossiers_of_the_company_and_no_other(client, role):
    editeur = make_editeur("Alpha Santé")
    make_dossier(make_membre(editeur), nom="Alpha", version_majeure="1")
    make_dossier(make_membre(), nom="Canari", version_majeure="1")
    client.force_login(make_membre(editeur, role))
    assert names(client.get(PAGE)) == ["Alpha 1"]


def test_a_card_says_where_the_dossier_stands_and_who_must_act(connecte, membre):
    make_dossier(membre, nom="Alpha", version_majeure="1", proxy="Passerelle")
    assert cards(connecte.get(PAGE)) == [
        "Alpha 1 à compléter Logiciel de gestion de cabinet, vague 2 (DSR-MDV-LGC-Va2) "
        "Dossier n° 1 · étape 1 sur 4 · Proxy Passerelle · À vous d’agir"
    ]


@pytest.mark.parametrize(
    ("fabrique", "fin"),
    [
        (lambda par: make_dossier(par, etape=2), "étape 2 sur 4 · À vous d’agir · 3 points à régler"),
        (make_submitted, "étape 2 sur 4 · À l’ANS d’agir"),
        (
            lambda par: make_decided("demander_complements", membre=par),
            "étape 2 sur 4 · À vous d’agir · 1 point à régler",
        ),
        (lambda par: make_decided("valider", membre=par), "étape 3 sur 4"),
        (lambda par: make_decided("refuser", membre=par), "étape 2 sur 4"),
    ],
)
def test_each_state(connecte, membre, fabrique, fin):
    fabrique(membre)
    assert [carte.split("Dossier n° 1 · ")[1] for carte in cards(connecte.get(PAGE))] == [fin]


def test_words_and_state_filter_and_stay_in_the_fields(connecte, membre):
    make_dossier(membre, nom="Alpha", version_majeure="1")
    retire = make_dossier(membre, nom="Alpha mobile", version_majeure="1")
    make_dossier(membre, nom="Beta", version_majeure="1")
    withdraw_dossier(dossier=retire, par=membre)
    reponse = connecte.get(PAGE, {"q": " alpha ", "etat": "retiree"})
    page = read_page(reponse)
    assert names(reponse) == ["Alpha mobile 1"]
    assert page.find_id("q").attrs["value"] == "alpha"
    assert [o.attrs["value"] for o in page.find_id("etat").find_all("option") if "selected" in o.attrs] == ["retiree"]


def test_nothing_found_says_so_and_keeps_the_filters(connecte, membre):
    make_dossier(membre, nom="Alpha")
    page = read_page(connecte.get(PAGE, {"q": "zzz"}))
    assert page.find("div", "segur-vide").texte.startswith("Aucun dossier ne correspond")
    assert page.find_id("q").attrs["value"] == "zzz"


@pytest.mark.parametrize("etat", ["inconnu", "' OR 1=1", "fermee"])
def test_an_unknown_state_filters_nothing(connecte, membre, etat):
    make_dossier(membre, nom="Alpha", version_majeure="1")
    assert names(connecte.get(PAGE, {"etat": etat})) == ["Alpha 1"]


@pytest.mark.parametrize("apres", ["x", "nan_1", "inf_2", "1_2_3", "1e400_1", "0_" + "9" * 30, "-1e11_1", "é_١"])
def test_a_tampered_cursor_is_no_error(connecte, membre, apres):
    make_dossier(membre, nom="Alpha")
    assert connecte.get(PAGE, {"apres": apres}).status_code == 200


def test_pages_follow_each_other_and_keep_the_filters(connecte, membre):
    for rang in range(21):
        make_dossier(membre, nom=f"Alpha {rang:02}", version_majeure="1")
    premiere = connecte.get(PAGE, {"q": "alpha"})
    navigation = read_page(premiere).find("nav", aria_label="Pagination")
    suivante = navigation.find("a").attrs["href"]
    assert (len(names(premiere)), navigation.texte) == (20, "Dossiers suivants")
    seconde = connecte.get(suivante)
    assert names(seconde) == ["Alpha 00 1"]
    retour = read_page(seconde).find("nav", aria_label="Pagination").find("a")
    assert (retour.texte, retour.attrs["href"]) == ("Revenir au début", "/dossiers/?q=alpha&etat=")


@pytest.mark.parametrize("nombre", [1, 3])
def test_it_costs_the_same_whatever_it_shows(connecte, membre, django_assert_num_queries, nombre):
    for _ in range(nombre):
        make_dossier(membre)
    with django_assert_num_queries(5):
        connecte.get(PAGE)


def test_anonymous_is_asked_to_sign_in(client):
    assert client.get(PAGE)["Location"] == f"/connexion/?next={PAGE}"


@pytest.mark.parametrize("fabrique", [make_instructeur, make_compte])
def test_who_is_of_no_company_is_told_nothing(client, fabrique):
    client.force_login(fabrique())
    assert client.get(PAGE).status_code == 404


def test_it_only_reads(connecte):
    assert connecte.post(PAGE).status_code == 405


def test_colleague_whom_mails_do_not_reach_is_named(connecte, membre):
    perdu = make_membre(membre.appartenances.get().editeur, prenom="Paul", nom="Perdu")
    ailleurs = make_membre(prenom="Autre", nom="Entreprise")
    for compte in (perdu, ailleurs):
        make_failure(compte)
    texte = " ".join(read_page(connecte.get(PAGE)).find("main").texte.split())
    assert f"Les courriels à Paul Perdu ({perdu.courriel}) n’arrivent pas" in texte
    assert "Autre Entreprise" not in texte
