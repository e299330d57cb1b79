"""The words of the life of a dossier, and the groups the table is made of."""

from dossiers.rules.parcours import (
    A_L_EDITEUR,
    EDITEUR,
    EN_COURS,
    ETAPES_SAISIES,
    ETATS,
    HABILITES,
    INSTRUCTION,
    ROLES,
    Etat,
    Role,
)
from tests.transitions import ETATS_DITS, ROLES_DITS, A, I, M, R, S


def test_every_state_and_role_has_its_label():
    assert ETATS == ETATS_DITS
    assert ROLES == ROLES_DITS
    assert [etat.libelle for etat in Etat] == list(ETATS_DITS.values())
    assert [role.libelle for role in Role] == list(ROLES_DITS.values())


def test_groups():
    assert {M, R, S} == EDITEUR
    assert {M, R} == HABILITES
    assert {I, A} == INSTRUCTION
    assert {Etat.OUVERTE, Etat.COMPLEMENTS} == A_L_EDITEUR
    assert {Etat.OUVERTE, Etat.COMPLEMENTS, Etat.SOUMISE} == EN_COURS
    assert {1, 2} == ETAPES_SAISIES


def test_everyone_is_of_the_editeur_or_of_the_ans():
    assert set(Role) == EDITEUR | INSTRUCTION
    assert set() == EDITEUR & INSTRUCTION
