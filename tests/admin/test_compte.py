"""Accounts opened, closed and given rights by an administrator."""

import pytest
from django.urls import reverse

from dossiers.admin.compte import DES_DEUX_COTES, SOI_MEME
from dossiers.models import Compte
from tests.factories import MOT_DE_PASSE, make_administrateur, make_compte, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
AJOUT = "admin:dossiers_compte_add"


@pytest.fixture
def moi() -> Compte:
    return make_administrateur()


@pytest.fixture
def gestion(client, moi):
    client.force_login(moi)
    return client


def add(gestion, **champs):
    champs = {"courriel": "Nouvelle@Exemple.fr", "prenom": "Zoé", "nom": "Roux", "role_ans": "instructeur", **champs}
    return gestion.post(reverse(AJOUT), champs)


def change(gestion, compte: Compte, **champs):
    actuels = {nom: getattr(compte, nom) for nom in ("courriel", "prenom", "nom", "role_ans")} | {"is_active": "on"}
    return gestion.post(reverse("admin:dossiers_compte_change", args=[compte.pk]), actuels | champs)


def errors(reponse) -> dict:
    return reponse.context["adminform"].form.errors


def test_an_account_is_opened_with_a_password(gestion):
    mots = {"usable_password": "true", "password1": MOT_DE_PASSE, "password2": MOT_DE_PASSE}
    assert add(gestion, **mots).status_code == 302
    compte = Compte.objects.get(courriel="nouvelle@exemple.fr")
    assert (compte.prenom, compte.role_ans, compte.is_superuser) == ("Zoé", "instructeur", False)
    assert compte.check_password(MOT_DE_PASSE) is True


def test_an_account_is_opened_without_password(gestion):
    assert add(gestion, usable_password="false").status_code == 302
    assert Compte.objects.get(courriel="nouvelle@exemple.fr").has_usable_password() is False


@pytest.mark.parametrize(
    ("champs", "champ"),
    [
        ({"courriel": "prise@exemple.fr"}, "courriel"),
        ({"courriel": "PRISE@exemple.fr"}, "courriel"),
        ({"courriel": "sans arobase"}, "courriel"),
        ({"role_ans": "chef"}, "role_ans"),
        ({"nom": "A\x00"}, "nom"),
        ({"usable_password": "true", "password1": "court", "password2": "court"}, "password2"),
        ({"usable_password": "true", "password1": MOT_DE_PASSE, "password2": "un-autre-mot"}, "password2"),
    ],
)
def test_a_bad_account_is_refused_beside_its_field(gestion, champs, champ):
    make_compte("prise@exemple.fr")
    assert list(errors(add(gestion, **{"usable_password": "false", **champs}))) == [champ]
    assert Compte.objects.count() == 2


def test_rights_are_given_and_an_account_is_closed(gestion):
    compte = make_compte()
    assert change(gestion, compte, role_ans="instructeur").status_code == 302
    assert change(gestion, compte, role_ans="instructeur", is_active="").status_code == 302
    compte.refresh_from_db()
    assert (compte.role_ans, compte.is_active) == ("instructeur", False)


def test_nobody_becomes_more_than_the_page_offers(gestion):
    compte = make_compte()
    change(gestion, compte, is_superuser="on", password="clair", groups="1")
    relu = Compte.objects.get(pk=compte.pk)
    assert (relu.is_superuser, relu.password) == (False, compte.password)


def test_someone_of_a_company_gets_no_role_at_the_ans(gestion):
    membre = make_membre()
    assert errors(change(gestion, membre, role_ans="instructeur")) == {"role_ans": [DES_DEUX_COTES]}
    assert change(gestion, membre, nom="Neuf").status_code == 302


@pytest.mark.parametrize("champs", [{"is_active": ""}, {"role_ans": ""}, {"role_ans": "instructeur"}])
def test_an_administrator_does_not_shut_themselves_out(gestion, moi, champs):
    assert errors(change(gestion, moi, **champs)) == {"__all__": [SOI_MEME]}
    assert change(gestion, moi, nom="Neuf").status_code == 302
    assert change(gestion, make_administrateur(), **champs).status_code == 302


def test_a_password_is_given_to_someone(gestion):
    compte = make_instructeur()
    adresse = reverse("admin:auth_user_password_change", args=[compte.pk])
    mots = {"password1": "un-tout-autre-mot", "password2": "un-tout-autre-mot", "usable_password": "true"}
    assert gestion.post(adresse, mots).status_code == 302
    assert Compte.objects.get(pk=compte.pk).check_password("un-tout-autre-mot") is True
