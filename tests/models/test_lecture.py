"""While the result of a reading is still to come."""

import pytest

from dossiers.models import Lecture


@pytest.mark.parametrize("etat", Lecture.Etat.values)
def test_still_to_come(etat):
    assert Lecture(etat=etat).en_route is (etat in ("attente", "en_cours"))
