"""What people say of a dossier, and the exercises that are not counted."""

from uuid import UUID

import pytest

from dossiers.models import Dossier
from tests.factories import make_dossier


def test_reference_is_the_beginning_of_its_identifier():
    assert Dossier(uuid=UUID("0123abcd-ef00-0000-0000-000000000000")).reference == "0123-ABCD"


@pytest.mark.django_db
def test_exercises_are_not_counted():
    reel, exercice = make_dossier(), make_dossier()
    Dossier.objects.filter(pk=exercice.pk).update(formation=True, prochaine_relance=None)
    assert list(Dossier.objects.reels()) == [reel]
    assert list(reel.editeur.dossiers.reels()) == [reel]
