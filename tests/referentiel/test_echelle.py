"""The ladder of the statuses, asked by code."""

import pytest

from tests.referentiel.textes import commun


def test_statut_by_its_code():
    echelle = commun().echelle
    assert echelle.statut("refuse").libelle == "Refusé"
    with pytest.raises(KeyError, match=r"^'depose'$"):
        echelle.statut("depose")
