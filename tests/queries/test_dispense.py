"""Waivers as rows: whose they are, what they reach, in as many queries however many there are."""

from datetime import timedelta

import pytest

from dossiers.queries.dispense import (
    all_dispenses,
    due_dispenses,
    ending_dispenses,
    passed_dossiers,
    reached_dossiers,
    scope_of,
)
from dossiers.queries.examen import instruction_of
from dossiers.queries.situation import situation_of
from dossiers.rules.dispense import Portee, end_of
from tests.factories import LUNDI, fresh, make_decided, make_dispense, make_dossier, make_membre, make_submitted

pytestmark = pytest.mark.django_db


def test_a_dossier_has_its_own_its_solutions_and_its_companys():
    membre = make_membre()
    un = make_dossier(membre, etape=2)
    frere = make_dossier(membre, etape=2, nom=un.solution.nom, proxy="P")
    cousin, autre = make_dossier(membre, etape=2), make_dossier(etape=2)
    make_dispense(un, "nil")
    make_dispense(un, "nie", editeur=un.editeur)
    make_dispense(un, "preuve_cnda", solution=un.solution)
    lues = all_dispenses([fresh(d) for d in (un, frere, cousin, autre)])
    assert {pk: {dispense.code for dispense in siennes} for pk, siennes in lues.items()} == {
        un.pk: {"nil", "nie", "preuve_cnda"},
        frere.pk: {"nie", "preuve_cnda"},
        cousin.pk: {"nie"},
        autre.pk: set(),
    }


@pytest.mark.parametrize("portee", list(Portee))
def test_exactly_one_column_says_for_whom(portee):
    dossier = make_dossier()
    attendu = {Portee.DOSSIER: dossier, Portee.SOLUTION: dossier.solution, Portee.EDITEUR: dossier.editeur}
    assert scope_of(portee, dossier) == {portee.value: attendu[portee]}


def test_what_is_over_is_reached_no_more():
    membre = make_membre()
    ouvert, fini = make_dossier(membre), make_decided("refuser", membre=membre)
    assert list(reached_dossiers(Portee.EDITEUR, ouvert, "nil")) == [ouvert]
    assert list(reached_dossiers(Portee.DOSSIER, fini, "nil")) == []


@pytest.mark.parametrize("exigence", ["nil", "homologation_cnda"])
def test_where_its_etape_is_validated_it_changes_nothing(exigence):
    membre = make_membre()
    valide, ouvert = make_decided(membre=membre), make_dossier(membre, etape=2)
    passe = exigence == "nil"
    reached = reached_dossiers(Portee.EDITEUR, valide, exigence)
    assert list(reached) == ([ouvert] if passe else [valide, ouvert])
    assert list(passed_dossiers(Portee.EDITEUR, ouvert, exigence)) == ([valide] if passe else [])


@pytest.mark.parametrize("nombre", [1, 3])
def test_one_query_however_many(nombre, django_assert_num_queries):
    dossier = make_dossier(etape=2)
    for jours in range(nombre):
        make_dispense(dossier, "nil", jours=jours + 1)
    lu = fresh(dossier)
    with django_assert_num_queries(1):
        assert len(all_dispenses([lu])[lu.pk]) == nombre
    lu = fresh(dossier)
    with django_assert_num_queries(5):
        situation_of(lu, LUNDI)


def test_what_ends_soon_and_what_has_ended():
    dossier = make_dossier(etape=2)
    passee, proche = make_dispense(dossier, "nie", jours=1), make_dispense(dossier, "nil", jours=10)
    make_dispense(dossier, "preuve_cnda", jours=90)
    make_dispense(dossier, "versions_obsoletes", jours=None)
    le = end_of(LUNDI.date() + timedelta(days=1))
    assert list(due_dispenses(le)) == [passee]
    assert list(ending_dispenses(le, le + timedelta(days=14))) == [proche]


def test_the_reviewer_sees_the_submission_as_it_was_sent_then_what_was_waived_since():
    dossier = make_submitted()
    make_dispense(dossier, "nil", le=LUNDI + timedelta(days=1), jours=5)
    vues = {}
    for jours in (0, 2, 9):
        le = LUNDI + timedelta(days=jours)
        instruction = instruction_of(fresh(dossier), situation_of(fresh(dossier), le))
        vues[jours] = [(ligne.code, ligne.dispense is not None, ligne.donne.valeur) for ligne in instruction.lignes][1]
        assert instruction.restantes == (3 if jours == 2 else 4)
    assert vues == {0: ("nil", False, "456-A"), 2: ("nil", True, "456-A"), 9: ("nil", False, "456-A")}
