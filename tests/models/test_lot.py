"""How far a lot has gone."""

import pytest

from dossiers.models import Lot


@pytest.mark.parametrize(("fait", "refus", "regle", "reste"), [(0, 0, 0, 3), (1, 1, 2, 1), (0, 3, 3, 0)])
def test_lines_settled_and_left(fait, refus, regle, reste):
    lot = Lot(total=3, fait=fait, refus=refus)
    assert (lot.regle, lot.reste) == (regle, reste)


def test_its_name_agrees_with_its_number():
    noms = [str(Lot(genre="relancer", total=total)) for total in (1, 2)]
    assert [nom.rpartition(", ")[2] for nom in noms] == ["1 dossier", "2 dossiers"]
