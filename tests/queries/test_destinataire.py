"""Who a rung is for, each by what they want to receive; the people of many companies are read once."""

from dataclasses import replace

import pytest

from dossiers.actions.preference import set_relances
from dossiers.models import Compte
from dossiers.models import Relance as Relance_
from dossiers.queries.destinataire import Destinataires
from dossiers.referentiel.relance import Depuis, Pour, Relance
from dossiers.rules.relance import Due, Sorte
from dossiers.rules.relecture import Lectures, Lu
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_membre,
)

pytestmark = pytest.mark.django_db


def due(depuis: Depuis, pour: Pour) -> Due:
    return Due("nie", "x", Relance("x", depuis, 3, pour, ""), LUNDI)


def people(dossier, depuis: Depuis, pour: Pour) -> list[Compte]:
    return Destinataires([dossier]).of_due(fresh(dossier), due(depuis, pour))


@pytest.fixture
def monde() -> dict:
    editeur = make_editeur()
    gens = {"mandataire": make_membre(editeur, "mandataire"), "salarie": make_membre(editeur, "salarie")}
    gens |= {"parti": make_membre(editeur, is_active=False), "referent": make_instructeur()}
    gens |= {"admin": make_administrateur(), "dossier": make_dossier(gens["mandataire"])}
    gens["dossier"].referent = gens["referent"]
    gens["dossier"].save()
    make_membre()
    return gens


@pytest.mark.parametrize(
    ("depuis", "pour", "attendus"),
    [
        (Depuis.SILENCE, Pour.PORTEUR, ["mandataire", "salarie"]),
        (Depuis.SILENCE, Pour.MANDATAIRE, ["mandataire"]),
        (Depuis.SILENCE, Pour.ANS, ["referent"]),
        (Depuis.LIMITE, Pour.PORTEUR, ["mandataire", "salarie"]),
        (Depuis.INSTRUCTION, Pour.PORTEUR, ["referent"]),
        (Depuis.INSTRUCTION, Pour.ANS, ["admin"]),
    ],
)
def test_who_a_rung_is_for(monde, depuis, pour, attendus):
    assert people(monde["dossier"], depuis, pour) == [monde[nom] for nom in attendus]


def test_without_a_referent_the_administrators(monde):
    monde["dossier"].referent.delete()
    assert people(monde["dossier"], Depuis.SILENCE, Pour.ANS) == [monde["admin"]]


def test_without_a_mandataire_whoever_may_sign(monde):
    monde["mandataire"].appartenances.update(role="representant")
    assert people(monde["dossier"], Depuis.SILENCE, Pour.MANDATAIRE) == [monde["mandataire"]]


@pytest.mark.parametrize("qui", ["mandataire", "referent"])
@pytest.mark.parametrize(("garde", "encore"), [("manque", True), ("echeance", False)])
def test_each_receives_what_they_want(monde, qui, garde, encore):
    set_relances(sortes=[garde], par=monde[qui])
    pour = Pour.ANS if qui == "referent" else Pour.MANDATAIRE
    assert people(monde["dossier"], Depuis.SILENCE, pour) == ([monde[qui]] if encore else [])


def test_someone_of_the_ans_who_refuses_decisions_awaited_gets_the_rest(monde):
    set_relances(sortes=["manque", "echeance", "calendrier"], par=monde["referent"])
    assert people(monde["dossier"], Depuis.INSTRUCTION, Pour.PORTEUR) == []
    assert Destinataires([monde["dossier"]]).referents(fresh(monde["dossier"]), Sorte.CALENDRIER) == [monde["referent"]]


def readers(dossier, pour: Pour, lectures: Lectures) -> list[Compte]:
    lue = replace(due(Depuis.RELECTURE, pour), lectures=lectures)
    return Destinataires([dossier]).of_due(fresh(dossier), lue)


class TestReaders:
    """Who is told that a decision waits for a reader: `inès` has proposed it."""

    @pytest.fixture
    def ines(self) -> Compte:
        return make_instructeur()

    def test_the_referent_when_someone_else_proposed_it(self, monde, ines):
        attendue = Lectures(Lu("refuser", ines.pk))
        assert readers(monde["dossier"], Pour.PORTEUR, attendue) == [monde["referent"]]
        assert readers(monde["dossier"], Pour.ANS, attendue) == [monde["admin"]]

    def test_every_other_reviewer_when_the_referent_proposed_it(self, monde, ines):
        make_instructeur(is_active=False)
        attendue = Lectures(Lu("refuser", monde["referent"].pk))
        assert readers(monde["dossier"], Pour.PORTEUR, attendue) == [ines]

    def test_the_administrators_where_there_is_no_other_reviewer(self, monde):
        attendue = Lectures(Lu("refuser", monde["referent"].pk))
        assert readers(monde["dossier"], Pour.PORTEUR, attendue) == [monde["admin"]]

    def test_never_who_proposed_it_an_administrator_included(self, monde):
        autre = make_administrateur()
        assert readers(monde["dossier"], Pour.ANS, Lectures(Lu("refuser", monde["admin"].pk))) == [autre]

    def test_the_two_who_disagree_and_the_referent(self, monde, ines):
        second, _ = make_instructeur(), make_instructeur()
        opposees = Lectures(Lu("refuser", ines.pk), Lu("valider", second.pk))
        assert readers(monde["dossier"], Pour.PORTEUR, opposees) == [monde["referent"], ines, second]

    def test_those_who_want_to_be_told(self, monde, ines):
        attendue = Lectures(Lu("refuser", ines.pk))
        set_relances(sortes=["manque", "instruction"], par=monde["referent"])
        assert readers(monde["dossier"], Pour.PORTEUR, attendue) == []
        relance = Relance_(dossier=fresh(monde["dossier"]), sorte=Sorte.RELECTURE.value)
        joints = [Destinataires([relance.dossier]).reaches(c, relance) for c in (monde["referent"], make_instructeur())]
        assert joints == [False, True]


@pytest.mark.parametrize("nombre", [1, 3])
def test_three_queries_however_many(nombre, django_assert_num_queries):
    make_administrateur()
    dossiers = [fresh(make_dossier()) for _ in range(nombre)]
    with django_assert_num_queries(3):
        gens = Destinataires(dossiers)
        for dossier in dossiers:
            assert len(gens.of_due(dossier, due(Depuis.SILENCE, Pour.PORTEUR))) == 1
            assert len(gens.of_due(dossier, due(Depuis.SILENCE, Pour.ANS))) == 1


@pytest.mark.parametrize(("qui", "encore"), [("referent", True), ("admin", True), ("ancien", False)])
def test_of_the_ans_whoever_handed_the_dossier_over_is_reminded_of_it_no_more(monde, qui, encore):
    monde["ancien"], dossier = make_instructeur(), fresh(monde["dossier"])
    relance = Relance_(dossier=dossier, sorte=Sorte.INSTRUCTION.value)
    assert Destinataires([dossier]).reaches(monde[qui], relance) is encore
