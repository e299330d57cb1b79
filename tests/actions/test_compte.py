"""An account is opened once per address, by an administrator or by an invitation."""

import pytest

from dossiers.actions.compte import (
    ADRESSE_INVALIDE,
    ADRESSE_PRISE,
    create_compte,
    find_or_create_compte,
    read_courriel,
)
from dossiers.models import Compte
from dossiers.rules.refus import Interdit, Refus
from tests.factories import make_administrateur, make_compte, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def test_an_account_is_opened_with_or_without_password():
    avec = create_compte(courriel="A@exemple.fr", mot_de_passe="un-mot-de-passe", role_ans="instructeur", par=None)
    sans = create_compte(courriel="b@exemple.fr", par=make_administrateur())
    assert (avec.courriel, avec.role_ans, avec.check_password("un-mot-de-passe")) == (
        "a@exemple.fr",
        "instructeur",
        True,
    )
    assert sans.has_usable_password() is False


@pytest.mark.parametrize(("courriel", "phrase"), [("a@exemple.fr", ADRESSE_PRISE), ("a", ADRESSE_INVALIDE)])
def test_an_account_is_refused_with_a_sentence(courriel, phrase):
    make_compte("a@exemple.fr")
    with pytest.raises(Refus) as refus:
        create_compte(courriel=courriel, par=None)
    assert refus.value.champs == {"courriel": phrase}
    assert Compte.objects.count() == 1


@pytest.mark.parametrize("fabrique", [make_instructeur, make_membre, make_compte])
def test_only_an_administrator_opens_accounts(fabrique):
    par = fabrique()
    with pytest.raises(Interdit):
        create_compte(courriel="a@exemple.fr", par=par)
    assert not Compte.objects.filter(courriel="a@exemple.fr").exists()


def test_address_is_kept_in_one_form():
    assert read_courriel("  Camille@Exemple.FR ") == "camille@exemple.fr"


@pytest.mark.parametrize("courriel", ["", "a", "a@", "a@b", "a b@exemple.fr", "a@exemple.fr, b@exemple.fr"])
def test_what_is_no_address_is_tied_to_its_field(courriel):
    with pytest.raises(Refus) as refus:
        read_courriel(courriel)
    assert (str(refus.value), refus.value.champs) == (ADRESSE_INVALIDE, {"courriel": ADRESSE_INVALIDE})


def test_person_invited_twice_has_one_account_and_keeps_their_name():
    premier = find_or_create_compte(courriel="A@exemple.fr", prenom=" Camille ", nom="D" * 120)
    assert (premier.prenom, premier.nom, premier.has_usable_password()) == ("Camille", "D" * 100, False)
    second = find_or_create_compte(courriel="a@exemple.fr", prenom="Autre", nom="Autre")
    assert (second.pk, second.prenom) == (premier.pk, "Camille")
    assert Compte.objects.count() == 1


def test_two_invitations_at_once_lead_to_one_account(monkeypatch):
    """The second one looked before the first one was there."""
    premier = make_compte("a@exemple.fr")
    monkeypatch.setattr("django.db.models.query.QuerySet.first", lambda self: None)
    assert find_or_create_compte(courriel="a@exemple.fr") == premier
