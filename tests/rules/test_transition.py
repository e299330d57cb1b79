"""Every état × geste × role × étape: what the table allows, said here a second time, and each refusal in a sentence."""

from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from dossiers.rules.parcours import Etat, Role
from dossiers.rules.refus import Interdit, Refus
from dossiers.rules.situation import Situation
from dossiers.rules.transition import (
    GESTES,
    TRANSITIONS,
    find_transition,
    guard_sentence,
    possible_gestes,
    require_role,
    require_transition,
)
from tests.rules.situations import AUTRE, PIECES, PRETES, contested, examined, situation, submitted
from tests.transitions import ETATS_DITS, LIBELLES, MATRICE, ROLES_DITS, VERS

ETAPES = (1, 2, 3, 4)
PERSONNES = (*Role, None)


@cache
def _base(nom: str) -> Situation:
    """Four situations in which guards are met: of the reviewer who corrects, then of each state that has one."""
    if nom == "corriger":
        return examined(nie="Il manque un chiffre.")
    if nom == Etat.COMPLEMENTS:
        return replace(contested(), pieces={"preuve_cnda": AUTRE})
    return situation(reponses=PRETES, pieces=PIECES) if nom == Etat.OUVERTE else examined()


def _at(etape: int, etat: Etat, geste: str) -> Situation:
    """A situation in which every guard is met, for the geste that has one."""
    nom = "corriger" if geste in ("demander_complements", "refuser") else etat.value
    return replace(_base(nom), etape=etape, etat=etat)


def test_matrix_is_written_for_every_state_and_geste():
    assert set(MATRICE) == set(product(ETAPES, Etat))
    assert set(LIBELLES) == set(GESTES)
    assert {geste for gestes in MATRICE.values() for geste in gestes} == set(GESTES)


@pytest.mark.parametrize("etat", Etat)
@pytest.mark.parametrize("etape", ETAPES)
def test_matrix(etape, etat):
    for geste, role in product(GESTES, PERSONNES):
        attendu = MATRICE[etape, etat].get(geste, ())
        vue = _at(etape, etat, geste)
        if role in attendu:
            assert require_transition(geste, vue, role).geste == geste
        elif role in LIBELLES[geste][1]:
            _assert_state_refused(geste, vue, role)
        else:
            _assert_role_refused(geste, vue, role)
        assert (geste in [t.geste for t in possible_gestes(vue, role)]) == (role in attendu)


def _assert_state_refused(geste, vue, role):
    with pytest.raises(Refus) as refus:
        require_transition(geste, vue, role)
    libelle = LIBELLES[geste][0]
    etape, etat = vue.etape, ETATS_DITS[vue.etat]
    assert refus.type is Refus
    suite = f"l’étape {etape} est à l’état «\u00a0{etat}\u00a0»."
    assert str(refus.value) == f"«\u00a0{libelle}\u00a0» n’est pas possible maintenant\u00a0: {suite}"


def _assert_role_refused(geste, vue, role):
    with pytest.raises(Interdit) as refus:
        require_transition(geste, vue, role)
    libelle, roles = LIBELLES[geste]
    admis = ", ".join(ROLES_DITS[r] for r in ROLES_DITS if r in roles)
    vous = f"\u202f; vous êtes {ROLES_DITS[role]}" if role else ""
    assert str(refus.value) == f"«\u00a0{libelle}\u00a0» est réservé à ces rôles\u00a0: {admis}{vous}."


def test_one_sentence_in_full():
    with pytest.raises(Interdit) as refus:
        require_transition("retirer", submitted(), Role.SALARIE)
    assert str(refus.value) == (
        "«\u00a0Retirer le dossier\u00a0» est réservé à ces rôles\u00a0: mandataire, représentant\u202f; "
        "vous êtes salarié."
    )


@pytest.mark.parametrize("geste", GESTES)
def test_where_each_geste_leads(geste):
    lignes = [t for t in TRANSITIONS if t.geste == geste]
    assert {(t.vers, t.ouvre) for t in lignes} == {VERS[geste]}


def test_a_pair_of_state_and_geste_has_one_row_at_most():
    cles = [(t.geste, etape, etat) for t in TRANSITIONS for etape in t.etapes for etat in t.de]
    assert len(cles) == len(set(cles))


def test_every_event_is_named_after_its_geste():
    assert [t.evenement for t in TRANSITIONS] == [t.geste for t in TRANSITIONS]


def test_unknown_geste_is_a_fault_of_the_program():
    with pytest.raises(KeyError, match="danser"):
        require_role("danser", Role.MANDATAIRE)


def test_role_is_refused_before_state():
    with pytest.raises(Interdit):
        require_transition("valider", situation(etat=Etat.FERMEE), Role.SALARIE)


def test_guard_sentence_says_why_a_button_is_not_ready():
    transition = find_transition("soumettre", 2, Etat.OUVERTE)
    assert guard_sentence(transition, situation(reponses=PRETES, pieces=PIECES)) == ""
    assert guard_sentence(transition, situation(reponses=PRETES)) == "Il reste un point à régler avant l’envoi."
    assert guard_sentence(find_transition("prendre", 2, Etat.OUVERTE), situation()) == ""
