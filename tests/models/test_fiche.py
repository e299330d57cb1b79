"""A published answer is a row that does not change."""

import pytest

from dossiers.models import Fiche
from dossiers.models.fiche import FicheImmuable
from tests.aide.outils import publish

pytestmark = pytest.mark.django_db


def test_a_published_answer_does_not_change():
    fiche = publish()
    fiche.essentiel = "Autre."
    with pytest.raises(FicheImmuable) as refus:
        fiche.save()
    assert str(refus.value) == "essai v1 est publiée : publiez une nouvelle version."
    with pytest.raises(FicheImmuable) as refus:
        fiche.delete()
    assert str(refus.value) == "essai v1 est publiée : elle ne peut pas être supprimée."
    assert Fiche.objects.get().essentiel == "L’essentiel."
