"""A company's SIREN, and the training company that is not counted."""

import pytest
from django.core.exceptions import ValidationError

from dossiers.models import Editeur
from dossiers.models.editeur import SIREN_FORMATION, check_siren
from tests.factories import SIRENS, make_editeur


@pytest.mark.parametrize("siren", SIRENS)
def test_sirens_whose_key_is_right(siren):
    check_siren(siren)


@pytest.mark.parametrize("siren", ["", "73282932", "732829321", "7328293200", "73282932A", SIREN_FORMATION])
def test_what_is_no_siren_of_a_company(siren):
    with pytest.raises(ValidationError) as erreur:
        check_siren(siren)
    assert erreur.value.messages == ["Ce SIREN n’est pas valide : il compte neuf chiffres, vérifiez la saisie."]


@pytest.mark.django_db
def test_training_company_is_not_counted():
    reelle = make_editeur()
    Editeur.objects.create(raison_sociale="Entraînement", siren=SIREN_FORMATION, formation=True)
    assert list(Editeur.objects.reels()) == [reelle]
