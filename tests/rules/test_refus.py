"""A reason asked of whoever decides: on one line, there, and not too long."""

import pytest

from dossiers.rules.refus import Refus, one_line, require_motif

VIDE = "Dites pourquoi."


def test_on_one_line_without_what_no_database_keeps():
    assert one_line("  Deux\r\n lignes\x00\t. ") == "Deux lignes ."


@pytest.mark.parametrize("motif", ["a", "abc"])
def test_kept_as_it_is(motif):
    assert require_motif(motif, VIDE, 3) == motif


@pytest.mark.parametrize(
    ("motif", "phrase"), [("", VIDE), ("abcd", "Ce motif compte 4 caractères\u202f; 3 au plus sont admis.")]
)
def test_refused_at_its_field(motif, phrase):
    with pytest.raises(Refus) as refus:
        require_motif(motif, VIDE, 3)
    assert (refus.value.phrase, refus.value.champs) == (phrase, {"motif": phrase})
