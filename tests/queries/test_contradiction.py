"""Answers in force that would contradict each other in one same case."""

import pytest

from dossiers.actions.fiche import publish_aide, withdraw_fiche
from dossiers.queries.contradiction import contradicted_by, contradictions
from dossiers.rules.portee import Portee
from tests.aide.outils import publish
from tests.factories import LGC, LGC_VA1, LUNDI, make_administrateur, make_referentiel

pytestmark = pytest.mark.django_db
PARTOUT, VILLE, HOPITAL = (Portee("parcours", ("segur",), couloirs) for couloirs in ((), ("mdv",), ("hop",)))


@pytest.fixture(scope="module", autouse=True)
def _textes(base_du_module) -> None:
    make_referentiel(LGC)
    make_referentiel(LGC_VA1)


def pairs() -> list[tuple[str, str]]:
    return [(a.code, b.code) for a, b in contradictions()]


def test_same_question_and_a_case_in_common():
    publish("une", sujet="s", portee=PARTOUT)
    publish("deux", sujet="s", portee=VILLE)
    publish("trois", sujet="s", portee=HOPITAL)
    publish("ailleurs", sujet="autre", portee=PARTOUT)
    assert pairs() == [("deux", "une"), ("trois", "une")]


def test_withdrawn_it_contradicts_nobody():
    publish("une", sujet="s", portee=PARTOUT)
    withdraw_fiche(fiche=publish("deux", sujet="s", portee=VILLE), par=make_administrateur())
    assert pairs() == []


def test_those_of_a_fresh_install_do_not_contradict():
    publish_aide(le=LUNDI)
    assert pairs() == []


def test_before_it_is_published():
    publish("une", sujet="s", portee=VILLE)
    publish("deux", sujet="s", portee=HOPITAL)
    publish("ailleurs", sujet="autre", portee=VILLE)
    assert [f.code for f in contradicted_by("neuve", "s", PARTOUT)] == ["deux", "une"]
    assert [f.code for f in contradicted_by("neuve", "s", VILLE)] == ["une"]
    assert contradicted_by("une", "s", VILLE) == []


def test_one_sujet_or_many_cost_the_same(django_assert_num_queries):
    for sujet in ("s", "t", "u"):
        publish(f"{sujet}1", sujet=sujet, portee=PARTOUT)
        publish(f"{sujet}2", sujet=sujet, portee=VILLE)
    contradictions()
    with django_assert_num_queries(3):
        assert len(contradictions()) == 3
