"""How far two words are, how much is forgiven, and the word that was meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.rules.orthographe import edit_distance, nearest, part_glued, tolerance
from dossiers.rules.vocable import sound_key

MOTS = st.text("abc", max_size=8)


@pytest.mark.parametrize(
    ("a", "b", "ecart"), [("a", "a", 0), ("chat", "chta", 1), ("chat", "chats", 1), ("abc", "xyz", 3)]
)
def test_edit_distance(a, b, ecart):
    assert edit_distance(a, b, 3) == edit_distance(b, a, 3) == ecart


def test_edit_distance_gives_up_beyond_its_limit():
    assert edit_distance("aaaa", "bbbb", 2) == 3
    assert edit_distance("a", "aaaaaaa", 2) == 3


def test_short_words_are_not_mended():
    assert [tolerance("nil"), tolerance("montag"), tolerance("homogation"), tolerance("homologations")] == [0, 1, 2, 3]
    assert nearest("nil", "nil", [("nie", "nie", 9)]) == ""


def test_among_equals_the_commoner_word_wins():
    assert nearest("montege", "monteg", [("montags", "montag", 1), ("montage", "montag", 5)]) == "montage"


@given(a=MOTS, b=MOTS, limite=st.integers(0, 4))
@settings(max_examples=40, deadline=None)
def test_distance_is_symmetrical_and_nil_only_between_equals(a, b, limite):
    ecart = edit_distance(a, b, limite)
    assert ecart == edit_distance(b, a, limite) <= limite + 1
    assert (ecart == 0) == (a == b)


@given(a=MOTS, b=MOTS, limite=st.integers(0, 4))
@settings(max_examples=40, deadline=None)
def test_limit_only_hides_what_is_beyond_it(a, b, limite):
    assert edit_distance(a, b, limite) == min(edit_distance(a, b, 16), limite + 1)


def test_what_sounds_the_same_is_nearer_by_one_slip():
    connus = [("fare", "far", 9), ("phare", "far", 1)]
    assert nearest("farre", "far", connus) == "fare"
    assert nearest("fhare", "far", [("chare", "xar", 9), ("phare", "far", 1)]) == "phare"


def test_short_word_is_mended_only_by_what_sounds_the_same():
    assert nearest("nyl", "nil", [("nul", "nul", 9), ("nil", "nil", 1)]) == "nil"
    assert nearest("nyl", "nil", [("nul", "nul", 9)]) == ""


def test_then_the_commoner_then_the_first_in_the_alphabet():
    assert nearest("montege", "x", [("montage", "y", 1), ("montuge", "y", 3)]) == "montuge"
    assert nearest("montege", "x", [("montuge", "y", 3), ("montage", "y", 3)]) == "montage"
    assert nearest("montege", "x", []) == ""


def test_what_begins_otherwise_is_forgiven_one_slip_in_a_long_word():
    assert nearest("ontage", sound_key("ontage"), [("montage", sound_key("montage"), 1)]) == "montage"
    assert nearest("pontaje", sound_key("pontaje"), [("montage", sound_key("montage"), 1)]) == ""
    assert nearest("tarte", sound_key("tarte"), [("carte", sound_key("carte"), 1)]) == ""
    assert nearest("lontage", "lontage", [("langage", "langage", 9), ("montage", "montage", 1)]) == "montage"


@pytest.mark.parametrize(
    ("mot", "mots"),
    [
        ("solutiontierce", ("solution", "tierce")),
        ("bacasable", ("bac", "a", "sable")),
        ("niloutierce", ()),
        ("solutionxyz", ()),
        ("labaclabaclabac", ()),
        ("", ()),
    ],
)
def test_glued_words_are_parted(mot, mots):
    assert part_glued(mot, {"solution", "tierce", "bac", "sable", "nil", "ou"}.__contains__) == mots
