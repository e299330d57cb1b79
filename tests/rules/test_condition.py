"""`si` and `sauf` in three values."""

from dossiers.referentiel.condition import Clause, read_clause
from dossiers.rules.condition import Jugement, Raison, judge_condition

MONTAGE = read_clause({"montage": True})
MOTEUR = read_clause({"moteur": True, "exception_eai": True})


def test_exception_is_not_asked_before_its_condition_holds():
    assert judge_condition(MONTAGE, (MOTEUR,), {"exception_eai": True}) == Jugement(None, (), ("montage",))


def test_exception_is_asked_once_its_condition_holds():
    assert judge_condition(MONTAGE, (MOTEUR,), {"exception_eai": True, "montage": True}) == Jugement(
        None, (Raison("montage", True), Raison("exception_eai", True)), ("moteur",)
    )


def test_known_exception_settles_whatever_is_unknown_beside_it():
    faits = {"exception_eai": True, "moteur": True}
    assert judge_condition(MONTAGE, (MOTEUR,), faits) == Jugement(
        False, (Raison("moteur", True), Raison("exception_eai", True))
    )


def test_empty_condition_always_holds():
    assert judge_condition(Clause(), (), {}) == Jugement(True)
