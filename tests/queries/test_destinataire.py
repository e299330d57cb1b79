"""Who a rung is for, each by what they want to receive; the people of many companies are read once."""

import pytest

from dossiers.actions.preference import set_relances
from dossiers.models import Compte
from dossiers.models import Relance as Relance_
from dossiers.queries.destinataire import Destinataires
from dossiers.referentiel.relance import Depuis, Pour, Relance
from dossiers.rules.relance import Due, Sorte
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
