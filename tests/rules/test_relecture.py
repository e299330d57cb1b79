"""When a second reading is due, and what each reader's decision leads to: the whole table, then its sentences."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.rules.refus import Refus
from dossiers.rules.relecture import (
    DECISIONS,
    PHRASES,
    REGLES,
    Etat,
    Lectures,
    Lu,
    Suite,
    draw,
    due_regle,
    may_read,
    next_suite,
    refuse_reader,
)

INES, THOMAS, PAUL = 1, 2, 3
REGLE = REGLES[0]
EMPREINTES = st.integers(0, 2**256 - 1).map(lambda n: f"{n:064x}")
SHAS = [hashlib.sha256(str(rang).encode()).hexdigest() for rang in range(4_000)]
PROPOSE = Lectures(Lu("refuser", INES))
DESACCORD = Lectures(Lu("refuser", INES), Lu("valider", THOMAS))
DISPENSE = Lectures(Lu("refuser", INES), dispensee=True)


@pytest.mark.parametrize(
    ("lectures", "attendus"),
    [(None, []), (PROPOSE, [THOMAS, PAUL]), (DESACCORD, [INES, THOMAS, PAUL]), (DISPENSE, [])],
)
def test_whose_reading_would_make_it_advance(lectures, attendus):
    assert [qui for qui in (INES, THOMAS, PAUL) if may_read(qui, lectures)] == attendus


@pytest.mark.parametrize("taux", [0, 1, 50, 100])
@given(sha256=EMPREINTES)
def test_refusals_are_always_read_twice(taux, sha256):
    assert due_regle("refuser", sha256, taux) == REGLES[0]


@pytest.mark.parametrize("decision", ["valider", "demander_complements"])
@given(sha256=EMPREINTES)
def test_nothing_else_at_zero_and_everything_at_a_hundred(decision, sha256):
    assert due_regle(decision, sha256, 0) is None
    assert due_regle(decision, sha256, 100) == REGLES[1]


@given(sha256=EMPREINTES, taux=st.integers(0, 100))
def test_the_draw_is_the_same_at_each_replay_and_a_higher_rate_only_adds(sha256, taux):
    tirees = [due_regle("valider", sha256, part) is not None for part in range(101)]
    assert tirees == sorted(tirees)
    assert (due_regle("valider", sha256, taux) is not None) is tirees[taux]
    assert tirees[taux] is (draw(sha256) < taux * 100)


@pytest.mark.parametrize(("taux", "attendues"), [(1, (20, 60)), (5, (150, 250)), (50, (1880, 2120))])
def test_the_rate_is_kept_over_many_submissions(taux, attendues):
    """Of 4,000; three standard deviations around."""
    tirees = sum(due_regle("valider", sha, taux) is not None for sha in SHAS)
    assert attendues[0] <= tirees <= attendues[1]


def test_a_draw_stays_within_its_ten_thousand():
    rangs = [draw(sha) for sha in SHAS]
    assert (min(rangs) >= 0, max(rangs) < 10_000) == (True, True)
    assert draw("a" * 64) == int(hashlib.sha256(b"relecture:" + b"a" * 64).hexdigest(), 16) % 10_000


def test_each_rule_has_its_sentence():
    assert PHRASES == {
        "refus": "Un refus se lit toujours à deux.",
        "tirage": "Ce dossier fait partie de l’échantillon qui se lit à deux.",
    }


@pytest.mark.parametrize(
    ("lectures", "etat"), [(PROPOSE, Etat.ATTENDUE), (DESACCORD, Etat.DESACCORD), (DISPENSE, Etat.DISPENSEE)]
)
def test_where_it_stands(lectures, etat):
    assert lectures.etat is etat


# (what was read, who decides now, decision) → what follows; None: refused.
TABLE = {
    ("personne", PAUL, "refuser"): Suite.PROPOSER,
    ("personne", PAUL, "valider"): Suite.APPLIQUER,
    ("propose", INES, "refuser"): None,
    ("propose", INES, "valider"): None,
    ("propose", THOMAS, "refuser"): Suite.APPLIQUER,
    ("propose", THOMAS, "valider"): Suite.RELIRE,
    ("propose", THOMAS, "demander_complements"): Suite.RELIRE,
    ("desaccord", INES, "valider"): Suite.APPLIQUER,
    ("desaccord", INES, "refuser"): None,
    ("desaccord", INES, "demander_complements"): None,
    ("desaccord", THOMAS, "refuser"): Suite.APPLIQUER,
    ("desaccord", THOMAS, "valider"): None,
    ("desaccord", PAUL, "valider"): Suite.APPLIQUER,
    ("desaccord", PAUL, "refuser"): Suite.APPLIQUER,
    ("desaccord", PAUL, "demander_complements"): Suite.APPLIQUER,
    ("dispense", INES, "refuser"): Suite.APPLIQUER,
    ("dispense", PAUL, "valider"): Suite.APPLIQUER,
}
LUES = {"personne": None, "propose": PROPOSE, "desaccord": DESACCORD, "dispense": DISPENSE}


@pytest.mark.parametrize(("cas", "suite"), TABLE.items())
def test_table(cas, suite):
    lu, lecteur, decision = cas
    regle = due_regle(decision, "a" * 64, 0)
    if suite is None:
        with pytest.raises(Refus):
            next_suite(decision, lecteur, LUES[lu], regle)
    else:
        assert next_suite(decision, lecteur, LUES[lu], regle) is suite


@given(
    premier=st.sampled_from(list(DECISIONS)),
    second=st.sampled_from(list(DECISIONS)),
    lecteur=st.integers(1, 4),
    decision=st.sampled_from(list(DECISIONS)),
)
def test_a_refusal_that_applies_was_decided_by_two(premier, second, lecteur, decision):
    for lectures in (Lectures(Lu(premier, INES)), Lectures(Lu(premier, INES), Lu(second, THOMAS))):
        try:
            suite = next_suite(decision, lecteur, lectures, None)
        except Refus:
            continue
        if suite is Suite.APPLIQUER and decision == "refuser":
            lus = [lu for lu in (lectures.premier, lectures.second) if lu]
            assert any(lu.decision == "refuser" and lu.lecteur != lecteur for lu in lus)


def test_the_same_person_is_never_both_readers():
    with pytest.raises(Refus) as refus:
        refuse_reader(INES, PROPOSE)
    assert str(refus.value) == (
        "Vous avez proposé de refuser\u00a0: la seconde lecture est celle d’une autre personne. "
        "Votre lecture est gardée."
    )
    assert [refuse_reader(INES, lectures) for lectures in (None, DESACCORD, DISPENSE)] == [None] * 3
    assert refuse_reader(THOMAS, PROPOSE) is None


def test_readers_who_disagree_are_told_what_they_may_do():
    with pytest.raises(Refus) as refus:
        next_suite("refuser", INES, DESACCORD, None)
    assert str(refus.value) == (
        "Vous et l’autre lecteur n’êtes pas du même avis\u00a0: rangez-vous au sien (valider l’étape), "
        "ou laissez une troisième personne trancher."
    )
    with pytest.raises(Refus) as refus:
        next_suite("refuser", PAUL, Lectures(Lu("valider", INES), Lu("demander_complements", THOMAS)), None)
    assert str(refus.value) == (
        "Aucun des deux lecteurs n’a refusé, et un refus se décide à deux\u00a0: choisissez une autre décision."
    )
