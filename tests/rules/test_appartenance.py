"""Known roles, and one mandataire at least."""

import pytest

from dossiers.rules.appartenance import DERNIER_MANDATAIRE, ROLE_INCONNU, read_role, require_mandataire
from dossiers.rules.parcours import EDITEUR, Role
from dossiers.rules.refus import Refus


def test_roles_of_a_company():
    assert {read_role(role.value) for role in EDITEUR} == {Role.MANDATAIRE, Role.REPRESENTANT, Role.SALARIE}


@pytest.mark.parametrize("role", ["", "patron", "instructeur", "administrateur", "Mandataire"])
def test_role_of_no_company_is_refused(role):
    with pytest.raises(Refus) as refus:
        read_role(role)
    assert (str(refus.value), refus.value.champs) == (ROLE_INCONNU, {"role": ROLE_INCONNU})


def test_one_mandataire_remains():
    require_mandataire(["salarie", "mandataire"])
    for restants in ([], ["salarie", "representant"]):
        with pytest.raises(Refus) as refus:
            require_mandataire(restants)
        assert (str(refus.value), refus.value.champs) == (DERNIER_MANDATAIRE, {"role": DERNIER_MANDATAIRE})
