"""The public pages answer everyone, and say what they are."""

import html
import re

import pytest
from django.urls import reverse

from tests.factories import make_compte, make_editeur, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
TITRES = {
    "accueil": "Accueil",
    "connexion": "Connexion",
    "mot_de_passe_oublie": "Choisir un mot de passe",
    "mot_de_passe_envoye": "Demande reçue",
    "plan_du_site": "Plan du site",
    "accessibilite": "Accessibilité",
    "mentions_legales": "Mentions légales",
    "donnees_personnelles": "Données personnelles",
    "cookies": "Gestion des cookies",
}
CSP = [
    "base-uri 'self'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
]


def read_title(response) -> str:
    return html.unescape(re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1])


@pytest.mark.parametrize("bloc_marianne", [False, True])
@pytest.mark.parametrize("name", TITRES)
def test_public_page_has_its_title_and_one_heading(client, settings, name, bloc_marianne):
    settings.BLOC_MARIANNE = bloc_marianne
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert read_title(response) == f"{TITRES[name]} · Suivi Ségur"
    assert response.content.count(b"<h1") == 1


@pytest.mark.parametrize("name", ["accueil", "plan_du_site", "cookies", "robots"])
def test_public_page_costs_no_query(client, name, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse(name))


@pytest.mark.parametrize("path", ["/", "/connexion/", "/nulle-part/", "/sante/", "/?q=%00"])
def test_content_security_policy_is_exactly_this(client, path):
    assert sorted(client.get(path)["Content-Security-Policy"].split("; ")) == CSP


def test_robots_read_the_help_and_nothing_else(client):
    response = client.get("/robots.txt")
    assert (response["Content-Type"], response.content) == (
        "text/plain; charset=utf-8",
        b"User-agent: *\nAllow: /aide/\nAllow: /static/\nDisallow: /aide/dossier/\nDisallow: /\n"
        b"Sitemap: http://testserver/aide/sitemap.xml\n",
    )


@pytest.mark.parametrize("demonstration", [True, False])
@pytest.mark.parametrize("bloc", [True, False])
def test_header_and_footer_say_what_the_site_is(client, settings, demonstration, bloc):
    settings.DEMONSTRATION, settings.BLOC_MARIANNE = demonstration, bloc
    body = client.get("/").content.decode()
    assert (body.count("maquette"), body.count("République") > 0) == (2 if demonstration else 0, bloc)


def test_unknown_page_says_so(client):
    response = client.get("/nulle-part/")
    assert (response.status_code, read_title(response)) == (404, "Page introuvable · Suivi Ségur")


@pytest.mark.parametrize("make", [make_compte, make_membre, make_instructeur])
def test_signed_in_people_are_sent_to_their_work(client, make):
    client.force_login(make())
    response = client.get("/", follow=True)
    assert [status for _, status in response.redirect_chain] == [302] * len(response.redirect_chain)
    assert response.redirect_chain != []
    assert response.status_code == 200


@pytest.mark.parametrize(("make", "depart"), [(make_membre, "DEPART_EDITEUR"), (make_instructeur, "DEPART_ANS")])
def test_home_falls_back_on_the_account_while_a_door_is_not_served(client, monkeypatch, make, depart):
    monkeypatch.setattr(f"dossiers.accueil.pages.{depart}", ("porte:absente", "compte"))
    client.force_login(make())
    assert client.get("/")["Location"] == reverse("compte")


def test_account_shows_who_i_am(client):
    person = make_membre(
        make_editeur("ALPHA Santé"), "salarie", courriel="lea@alpha.example", prenom="Léa", nom="Petit"
    )
    client.force_login(person)
    assert client.get(reverse("compte")).context["lignes"] == [
        ("Nom", "Léa Petit"),
        ("Adresse électronique", "lea@alpha.example"),
        ("Entreprise", "ALPHA Santé"),
        ("Rôle", "Salarié"),
    ]


@pytest.mark.parametrize(("make", "nombre"), [(make_membre, 1), (make_instructeur, 1), (make_compte, 0)])
def test_account_leads_to_one_s_reminders_when_there_are_some(client, make, nombre):
    client.force_login(make())
    body = client.get(reverse("compte")).content.decode()
    assert body.count(f'href="{reverse("relances")}"') == nombre


def test_account_of_the_ans_shows_its_role(client):
    client.force_login(make_instructeur())
    assert client.get(reverse("compte")).context["lignes"][2:] == [("Rôle", "Instructeur ANS")]


def test_someone_of_no_company_is_told_how_to_join_one(client):
    client.force_login(make_compte())
    response = client.get("/", follow=True)
    assert response.redirect_chain == [(reverse("compte"), 302)]
    assert "n’est rattaché à aucune entreprise" in response.content.decode()


def test_account_asks_to_sign_in(client):
    assert client.get("/compte/")["Location"] == "/connexion/?next=/compte/"
