"""`si` and `sauf` in three values: the truth tables in full, then what must hold of any condition."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.referentiel.condition import Clause, read_clause
from dossiers.rules.condition import Jugement, Raison, judge_clause, judge_condition

MONTAGE = read_clause({"montage": True})
MOTEUR = read_clause({"moteur": True, "exception_eai": True})
VALEURS = {"V": True, "F": False, "?": None}

# Two lines of one clause: « and ».
ET = {"VV": "V", "VF": "F", "V?": "?", "FV": "F", "FF": "F", "F?": "F", "?V": "?", "?F": "F", "??": "?"}
# `si`, then one clause of `sauf`: « si and not sauf ».
SAUF = {"VV": "F", "VF": "V", "V?": "?", "FV": "F", "FF": "F", "F?": "F", "?V": "F", "?F": "?", "??": "?"}
# Two clauses of `sauf`, under a `si` that holds: « not (one or the other) ».
OU = {"VV": "F", "VF": "F", "V?": "F", "FV": "F", "FF": "V", "F?": "?", "?V": "F", "?F": "?", "??": "?"}


def a(**faits: bool | str | list[str]) -> Clause:
    return read_clause(faits)


@pytest.mark.parametrize(("cas", "attendu"), ET.items())
def test_and(cas, attendu):
    faits = {"p": VALEURS[cas[0]], "q": VALEURS[cas[1]]}
    assert judge_clause(a(p=True, q=True), faits).valeur is VALEURS[attendu]


@pytest.mark.parametrize(("cas", "attendu"), SAUF.items())
def test_except(cas, attendu):
    faits = {"p": VALEURS[cas[0]], "q": VALEURS[cas[1]]}
    assert judge_condition(a(p=True), (a(q=True),), faits).valeur is VALEURS[attendu]


@pytest.mark.parametrize(("cas", "attendu"), OU.items())
def test_one_exception_or_another(cas, attendu):
    faits = {"p": VALEURS[cas[0]], "q": VALEURS[cas[1]]}
    assert judge_condition(Clause(), (a(p=True), a(q=True)), faits).valeur is VALEURS[attendu]


@pytest.mark.parametrize(
    ("attendu", "valeur", "resultat"),
    [
        (True, True, True),
        (True, False, False),
        (False, False, True),
        (False, True, False),
        (True, None, None),
        (False, None, None),
        ("ville", "ville", True),
        ("ville", "hopital", False),
        (["ville", "hopital"], "hopital", True),
        (["ville", "hopital"], "autre", False),
        (["ville", "hopital"], None, None),
    ],
)
def test_one_line(attendu, valeur, resultat):
    assert judge_clause(a(fait=attendu), {"fait": valeur}).valeur is resultat


def test_fact_nobody_speaks_of_is_unknown():
    assert judge_clause(MONTAGE, {}) == Jugement(None, (), ("montage",))


def test_empty_condition_always_holds():
    assert judge_condition(Clause(), (), {}) == Jugement(True)


def test_false_clause_gives_the_first_fact_that_settled_it():
    assert judge_clause(MOTEUR, {"exception_eai": False}) == Jugement(False, (Raison("exception_eai", False),))


def test_undecided_clause_asks_for_its_first_unknown_fact_only():
    assert judge_clause(a(p=True, q=True, r=True), {"p": True}) == Jugement(None, (Raison("p", True),), ("q",))


def test_exception_is_not_asked_before_its_condition_holds():
    assert judge_condition(MONTAGE, (MOTEUR,), {"exception_eai": True}) == Jugement(None, (), ("montage",))


def test_exception_is_asked_once_its_condition_holds():
    assert judge_condition(MONTAGE, (MOTEUR,), {"exception_eai": True, "montage": True}) == Jugement(
        None, (Raison("montage", True), Raison("exception_eai", True)), ("moteur",)
    )


def test_known_exception_settles_whatever_is_unknown_beside_it():
    assert judge_condition(MONTAGE, (MOTEUR,), {"exception_eai": True, "moteur": True}) == Jugement(
        False, (Raison("moteur", True), Raison("exception_eai", True))
    )


def test_reasons_of_a_condition_that_holds_are_not_repeated():
    clauses = (a(montage=True, moteur=False), a(montage=True, exception_eai=False))
    assert judge_condition(Clause(), clauses, {"montage": False, "exception_eai": True}) == Jugement(
        True, (Raison("montage", False),)
    )


# What must hold of any condition on four yes/no facts and one word.

FAITS: dict[str, tuple[bool | str, ...]] = {
    **dict.fromkeys("pqrs", (True, False)),
    "mot": ("un", "deux", "trois"),
}
lignes = st.dictionaries(
    st.sampled_from(sorted(FAITS)),
    st.integers(0, 2),
    max_size=3,
).map(lambda tire: Clause(tuple((fait, _attendu(fait, rang)) for fait, rang in tire.items())))
conditions = st.tuples(lignes, st.lists(lignes.filter(lambda clause: clause.termes), max_size=3).map(tuple))
connaissances = st.fixed_dictionaries({}, optional={fait: st.sampled_from(valeurs) for fait, valeurs in FAITS.items()})
rapide = settings(max_examples=60, deadline=None, database=None)


def _attendu(fait: str, rang: int) -> bool | tuple[str, ...]:
    return (("un",), ("deux",), ("un", "trois"))[rang] if fait == "mot" else rang > 0


def _oracle(si: Clause, sauf: tuple[Clause, ...], faits: dict) -> float:
    """Kleene's logic as arithmetic: 1 true, 0 false, one half unknown."""

    def line(fait, attendu):
        if fait not in faits:
            return 0.5
        return float(faits[fait] in attendu if isinstance(attendu, tuple) else faits[fait] == attendu)

    def clause(termes):
        return min((line(*terme) for terme in termes), default=1.0)

    return min(clause(si.termes), 1 - max((clause(levee.termes) for levee in sauf), default=0.0))


@rapide
@given(conditions, connaissances)
def test_value_is_kleenes(condition, faits):
    assert judge_condition(*condition, faits).valeur is {1.0: True, 0.0: False, 0.5: None}[_oracle(*condition, faits)]


@rapide
@given(conditions, connaissances, st.integers())
def test_value_does_not_depend_on_the_order_of_writing(condition, faits, graine):
    si, sauf = condition
    autre_si, autres = _shuffled(si, graine), [_shuffled(clause, graine) for clause in sauf]
    Random(graine).shuffle(autres)
    assert judge_condition(autre_si, tuple(autres), faits).valeur is judge_condition(si, sauf, faits).valeur


def _shuffled(clause: Clause, graine: int) -> Clause:
    return Clause(tuple(Random(graine).sample(clause.termes, len(clause.termes))))


@rapide
@given(conditions, connaissances)
def test_learning_more_never_contradicts_a_settled_value(condition, faits):
    valeur = judge_condition(*condition, faits).valeur
    if valeur is None:
        return
    for fait, valeurs in FAITS.items():
        for appris in valeurs if fait not in faits else ():
            assert judge_condition(*condition, {**faits, fait: appris}).valeur is valeur


@rapide
@given(conditions, connaissances)
def test_what_is_asked_is_unknown_and_read_by_the_condition(condition, faits):
    si, sauf = condition
    jugement = judge_condition(si, sauf, faits)
    lus = {fait for clause in (si, *sauf) for fait in clause.faits}
    assert bool(jugement.manquants) is (jugement.valeur is None)
    assert set(jugement.manquants) <= lus - set(faits)
    assert {raison.fait: raison.valeur for raison in jugement.raisons}.items() <= faits.items()


@rapide
@given(conditions, connaissances, st.data())
def test_answering_what_is_asked_settles_in_as_many_answers_as_there_are_facts(condition, faits, tirage):
    for _ in FAITS:
        manquants = judge_condition(*condition, faits).manquants
        if not manquants:
            break
        faits = {**faits, manquants[0]: tirage.draw(st.sampled_from(FAITS[manquants[0]]))}
    assert judge_condition(*condition, faits).valeur is not None


def test_every_row_of_a_full_table_is_settled():
    """No unknown fact, no unknown value: on every combination of the facts of the montage."""
    for montage, moteur, exception in product((True, False), repeat=3):
        faits = {"montage": montage, "moteur": moteur, "exception_eai": exception}
        attendu = montage and not (moteur and exception)
        assert judge_condition(MONTAGE, (MOTEUR,), faits).valeur is attendu
