"""The whole language of conditions, read."""

import pytest

from dossiers.referentiel.condition import Clause, read_clause


def test_clause_keeps_the_order_of_its_facts():
    clause = read_clause({"montage": True, "secteur": "ville", "region": ["bretagne", "corse"]})
    assert clause == Clause((("montage", True), ("secteur", ("ville",)), ("region", ("bretagne", "corse"))))
    assert clause.faits == ("montage", "secteur", "region")


def test_empty_clause():
    assert read_clause({}) == Clause()


@pytest.mark.parametrize("valeur", [1, 0, None, "", [], [""], [True], ["ville", 1], {"a": True}, 1.5])
def test_value_that_is_neither_yes_no_nor_words(valeur):
    with pytest.raises(ValueError, match=r"^le fait «.montage.» attend true, false, un mot ou une liste de mots.$"):
        read_clause({"montage": valeur})
