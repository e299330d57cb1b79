"""For whom a waiver is granted, until when, and that it is never deleted."""

from datetime import date, datetime

import pytest

from dossiers.models import Dispense
from dossiers.models.dispense import DispenseImmuable
from dossiers.rules.dispense import Portee
from tests.factories import PARIS


@pytest.mark.parametrize(
    ("champs", "portee"),
    [({"dossier_id": 1}, Portee.DOSSIER), ({"solution_id": 1}, Portee.SOLUTION), ({"editeur_id": 1}, Portee.EDITEUR)],
)
def test_for_whom(champs, portee):
    assert Dispense(**champs).portee is portee
    assert str(Dispense(exigence="nil", **champs)) == f"nil, {portee.libelle}"


def test_last_day_in_paris():
    assert Dispense(expire_le=datetime(2026, 4, 2, tzinfo=PARIS)).jusqu_au == date(2026, 4, 1)
    assert Dispense().jusqu_au is None


def test_lifted_never_deleted():
    with pytest.raises(DispenseImmuable, match=r"^Une dispense ne se supprime pas"):
        Dispense().delete()
