"""The words of the answers in force, read again only once something was published."""

import pytest

from dossiers.actions.fiche import withdraw_fiche
from dossiers.queries.vocabulaire import vocabulaire
from dossiers.rules.vocable import stem
from tests.aide.outils import publish
from tests.factories import make_administrateur

pytestmark = pytest.mark.django_db


def test_without_any_answer_nothing_is_worth_anything():
    lu, poids = vocabulaire()
    assert (lu.total, dict(lu.racines), poids) == (0, {}, {})


def test_words_and_what_each_is_worth():
    publish("a", question="Caramel ?")
    publish("b", question="Caramel, nougat ?")
    lu, poids = vocabulaire()
    assert (lu.total, lu.racines["caramel"], lu.racines["nougat"]) == (2, 2, 1)
    assert poids["nougat"] > poids["caramel"] > 0


def test_one_query_two_when_something_was_published_since(django_assert_num_queries):
    publish("a", question="Caramel ?")
    with django_assert_num_queries(2):
        vocabulaire()
    with django_assert_num_queries(1):
        vocabulaire()
    publish("b", question="Nougat ?")
    with django_assert_num_queries(2):
        assert "nougat" in vocabulaire()[0].mots


def test_words_of_an_answer_withdrawn_are_gone():
    withdraw_fiche(fiche=publish("a", question="Caramel ?"), par=make_administrateur())
    lu, _ = vocabulaire()
    assert (lu.total, stem("caramel") in lu.racines) == (0, False)
