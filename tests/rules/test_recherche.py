"""The ranking of the answers: pure, on answers made for the test."""

import pytest

from dossiers.rules.recherche import RESULTATS, Candidate, rank, rarity


def test_a_rare_word_is_worth_more():
    assert rarity(1, 100) > rarity(50, 100) > 0


def test_ranking():
    poids = {"a": 1.0, "b": 3.0, "c": 1.0}
    proche = Candidate("proche", (frozenset("ab"),), frozenset())
    corps = Candidate("corps", (), frozenset("ab"))
    loin = Candidate("loin", (frozenset("c"),), frozenset("a"))
    precise = Candidate("precise", (frozenset("ab"),), frozenset(), precise=True)
    assert [r.code for r in rank(("a", "b"), (loin, corps, proche, precise), poids)] == ["precise", "proche", "corps"]
    assert rank((), (proche,), poids) == []


def test_equal_answers_keep_the_order_of_their_codes():
    memes = [Candidate(code, (frozenset("a"),), frozenset()) for code in "cab"]
    assert [r.code for r in rank(("a",), memes, {"a": 1.0})] == ["a", "b", "c"]


def test_score_of_an_answer():
    """Half of the question in the best way of asking, all of it in the text, and meant for that very case."""
    fiche = Candidate("a", (frozenset("x"), frozenset("ay")), frozenset("ab"))
    assert [rang.score for rang in rank("ab", [fiche], {})] == [pytest.approx(0.5 + 0.35)]
    precise = Candidate("a", fiche.formulations, fiche.corps, precise=True)
    assert [rang.score for rang in rank("ab", [precise], {})] == [pytest.approx(0.5 + 0.35 + 0.08)]


def test_precision_alone_makes_no_answer():
    assert rank("ab", [Candidate("a", (frozenset("xyz"),), frozenset(), precise=True)], {}) == []


def test_so_many_answers_at_most():
    memes = [Candidate(f"{rang:02}", (frozenset("a"),), frozenset()) for rang in range(RESULTATS + 1)]
    assert [rang.code for rang in rank("a", memes, {})] == [f"{rang:02}" for rang in range(RESULTATS)]
