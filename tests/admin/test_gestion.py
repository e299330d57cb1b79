"""The administrators' door: who comes in, what each page costs, what is read only."""

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.actions.envoi import post_envoi
from dossiers.admin.envoi import LIBELLES as GENRES
from dossiers.admin.evenement import LIBELLES as GESTES
from dossiers.admin.site import site
from dossiers.models import Compte, Dossier, Editeur, Envoi, Evenement, Referentiel
from dossiers.rules.envoi import Genre
from dossiers.rules.transition import TRANSITIONS
from tests.factories import (
    LUNDI,
    MOT_DE_PASSE,
    make_administrateur,
    make_compte,
    make_decided,
    make_instructeur,
    make_membre,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monde")]
MODELES = (Compte, Dossier, Editeur, Envoi, Evenement, Referentiel)
# What a list costs in queries, session and person included.
COUTS = {Compte: 6, Dossier: 5, Editeur: 4, Envoi: 4, Evenement: 4, Referentiel: 5}
AJOUTS = {Compte, Editeur, Referentiel}


def adresse(modele, page: str, *arguments) -> str:
    return reverse(f"admin:dossiers_{modele._meta.model_name}_{page}", args=arguments)


def make_all(nombre: int = 1) -> None:
    for _ in range(nombre):
        dossier = make_decided("demander_complements")
        post_envoi(cle=f"invitation:{dossier.pk}", genre="invitation", destinataire=dossier.cree_par, le=LUNDI)


@pytest.fixture(scope="module")
def monde(base_du_module) -> None:
    """One row of each kind."""
    make_all()


def pages() -> list[str]:
    listes = [adresse(modele, "changelist") for modele in MODELES]
    fiches = [adresse(modele, "change", modele.objects.order_by("pk").first().pk) for modele in MODELES]
    historiques = [adresse(modele, "history", modele.objects.order_by("pk").first().pk) for modele in MODELES]
    ajouts = [adresse(modele, "add") for modele in sorted(AJOUTS, key=str)]
    passe = reverse("admin:auth_user_password_change", args=[Compte.objects.order_by("pk").first().pk])
    return [reverse("admin:index"), *listes, *fiches, *historiques, *ajouts, passe]


@pytest.fixture
def gestion(client) -> Client:
    client.force_login(make_administrateur())
    return client


def test_only_what_this_product_administers_is_there():
    assert set(site._registry) == set(MODELES)


def test_every_page_answers_an_administrator(gestion):
    assert {(page, gestion.get(page).status_code) for page in pages()} == {(page, 200) for page in pages()}


@pytest.mark.parametrize("fabrique", [make_instructeur, make_membre, make_compte])
def test_nobody_else_comes_in(client, fabrique):
    client.force_login(fabrique())
    assert {client.get(page, follow=True).status_code for page in pages()} == {404}


def test_whoever_is_not_signed_in_goes_to_the_sites_own_sign_in(client):
    for page in pages():
        assert client.get(page, follow=True).redirect_chain[-1][0] == f"{reverse('connexion')}?next=" + page.replace(
            "/", "%2F"
        )


def test_the_admin_itself_signs_nobody_in(client):
    compte = make_administrateur()
    identifiants = {"username": compte.courriel, "password": MOT_DE_PASSE, "next": "/gestion/"}
    assert client.post(reverse("admin:login"), identifiants).status_code == 302
    assert "_auth_user_id" not in client.session


def test_signing_in_leads_back(client):
    compte = make_administrateur()
    depart = client.get(adresse(Editeur, "changelist"), follow=True).redirect_chain[-1][0]
    reponse = client.post(depart, {"username": compte.courriel, "password": MOT_DE_PASSE})
    assert reponse["Location"] == adresse(Editeur, "changelist")


def test_signing_out_and_passwords_are_the_sites_own(gestion):
    assert gestion.get(reverse("admin:password_change"))["Location"] == reverse("mot_de_passe_changer")
    assert gestion.post(reverse("admin:logout"))["Location"] == reverse("accueil")
    assert "_auth_user_id" not in gestion.session


@pytest.mark.parametrize("nombre", [1, 3])
@pytest.mark.parametrize("modele", MODELES)
def test_a_list_costs_the_same_whatever_its_length(gestion, modele, nombre, django_assert_num_queries):
    make_all(nombre - 1)
    with django_assert_num_queries(COUTS[modele]):
        assert gestion.get(adresse(modele, "changelist")).status_code == 200


@pytest.mark.parametrize("modele", MODELES)
def test_a_search_of_any_kind_is_answered(gestion, modele):
    liste = adresse(modele, "changelist")
    assert gestion.get(liste, {"q": "logiciel % ' \\ é"}).status_code == 200
    assert gestion.get(f"{liste}?q=%00").status_code == 400
    assert gestion.get(liste, {"p": "-1", "o": "999"}, follow=True).status_code == 200
    assert gestion.get(liste, {"inconnu__x": "1"}, follow=True).status_code in (200, 400)


@pytest.mark.parametrize(
    ("modele", "filtre", "attendu"),
    [
        (Compte, {"role_ans": "instructeur"}, 1),
        (Compte, {"is_active__exact": "0"}, 0),
        (Dossier, {"etape": "2"}, 1),
        (Dossier, {"etape": "3"}, 0),
        (Dossier, {"etat__exact": "complements"}, 1),
        (Envoi, {"genre": "invitation"}, 1),
        (Envoi, {"genre": "relance"}, 0),
        (Evenement, {"geste": "soumettre"}, 1),
        (Referentiel, {"couloir": "mdv"}, 1),
        (Referentiel, {"couloir": "hop"}, 0),
    ],
)
def test_filters_filter(gestion, modele, filtre, attendu):
    assert gestion.get(adresse(modele, "changelist"), filtre).context["cl"].result_count == attendu


@pytest.mark.parametrize("modele", [Dossier, Envoi, Evenement, Referentiel])
def test_what_is_read_only_cannot_be_changed(gestion, modele):
    objet = modele.objects.order_by("pk").first()
    avant = list(modele.objects.order_by("pk").values())
    assert gestion.post(adresse(modele, "change", objet.pk), {"etat": "validee"}).status_code == 403
    assert list(modele.objects.order_by("pk").values()) == avant


@pytest.mark.parametrize("modele", MODELES)
def test_nothing_is_deleted_here(gestion, modele):
    objet = modele.objects.order_by("pk").first()
    assert gestion.post(adresse(modele, "delete", objet.pk), {"post": "yes"}).status_code == 403
    assert modele.objects.filter(pk=objet.pk).exists()


@pytest.mark.parametrize("modele", [m for m in MODELES if m not in AJOUTS])
def test_nothing_else_is_added_here(gestion, modele):
    assert gestion.get(adresse(modele, "add")).status_code == 403


def test_each_kind_of_mail_and_of_geste_has_its_name():
    assert set(GENRES) == set(Genre)
    assert {transition.evenement for transition in TRANSITIONS} - set(GESTES) == set()


@pytest.mark.parametrize("geste", ["lire", "virus_trouve", "effacer_original", "effacer_jointe"])
def test_what_a_machine_does_has_its_name_too(geste):
    assert geste in GESTES


def test_a_dossier_leads_to_the_reviewers_page(gestion):
    dossier = Dossier.objects.get()
    page = gestion.get(adresse(Dossier, "change", dossier.pk)).content.decode()
    assert f'href="{reverse("instruction:dossier", args=[dossier.uuid])}"' in page
