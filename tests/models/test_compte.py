"""Accounts: the address as it is kept, who is of the ANS, who enters the admin."""

import pytest
from django.core.exceptions import ValidationError

from dossiers.models import Appartenance, Compte
from tests.factories import make_administrateur, make_compte, make_editeur, make_instructeur

pytestmark = pytest.mark.django_db


def test_address_is_kept_in_lower_case_and_found_in_any():
    compte = make_compte(" Camille@Exemple.FR ")
    assert compte.courriel == "camille@exemple.fr"
    assert Compte.objects.get_by_natural_key("CAMILLE@exemple.fr") == compte


def test_form_keeps_the_address_in_lower_case_too():
    """The sign-in looks for lower case: an account made by a form with capitals could never be entered."""
    make_compte("camille@exemple.fr")
    with pytest.raises(ValidationError) as erreur:
        Compte(courriel="Camille@Exemple.fr", password="x").full_clean()
    assert list(erreur.value.message_dict) == ["courriel"]


@pytest.mark.parametrize(
    ("fabrique", "est_ans", "is_staff"),
    [
        (make_compte, False, False),
        (make_instructeur, True, False),
        (make_administrateur, True, True),
        (lambda: Compte.objects.create_superuser("racine@exemple.fr", "x"), True, True),
    ],
)
def test_who_is_of_the_ans(fabrique, est_ans, is_staff):
    compte = fabrique()
    assert (compte.est_ans, compte.is_staff) == (est_ans, is_staff)


def test_name_or_address():
    assert str(Compte(courriel="a@b.fr", prenom="Camille", nom="Durand")) == "Camille Durand"
    assert str(Compte(courriel="a@b.fr")) == "a@b.fr"


def test_person_of_the_ans_is_of_no_company():
    appartenance = Appartenance(compte=make_instructeur(), editeur=make_editeur(), role="salarie")
    with pytest.raises(ValidationError) as erreur:
        appartenance.full_clean()
    assert erreur.value.messages == ["Une personne de l’ANS n’appartient à aucune entreprise."]
