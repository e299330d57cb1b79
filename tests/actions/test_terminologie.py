"""The catalogue of terminologies, and what a solution declares of it."""

import pytest

from dossiers.actions import terminologie as actions
from dossiers.actions.terminologie import declare_terminologies, publish_terminologies, save_terminologie
from dossiers.models import Integration, Terminologie
from dossiers.queries.aide import aide_of
from dossiers.queries.perimetre import Introuvable
from dossiers.rules.refus import Interdit, Refus
from tests.factories import (
    LUNDI,
    make_administrateur,
    make_compte,
    make_dossier,
    make_instructeur,
    make_membre,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def solution():
    publish_terminologies()
    return make_dossier().solution


def declared(solution) -> list[str]:
    return list(solution.integrations.order_by("terminologie__code").values_list("terminologie__code", flat=True))


def member(solution):
    return solution.editeur.appartenances.get().compte


def make_terminologie(code: str = "neuve", **champs) -> Terminologie:
    return Terminologie(**{"code": code, "nom": "N", "couche": "socle", "usage": "U", "gestionnaire": "G", **champs})


def test_catalogue_of_a_fresh_install_is_published_once_and_stays_as_edited():
    assert publish_terminologies() == len(aide_of().terminologies)
    Terminologie.objects.filter(code="loinc").update(nom="Édité")
    Terminologie.objects.filter(code="cim-10").delete()
    assert publish_terminologies() == 1
    assert Terminologie.objects.get(code="loinc").nom == "Édité"


def test_row_added_then_changed():
    admin = make_administrateur()
    neuve = save_terminologie(terminologie=make_terminologie(), par=admin)
    neuve.nom = "Autre"
    save_terminologie(terminologie=neuve, par=admin)
    assert list(Terminologie.objects.values_list("code", "nom")) == [("neuve", "Autre")]


def test_code_is_that_of_one_terminology():
    admin = make_administrateur()
    save_terminologie(terminologie=make_terminologie(), par=admin)
    with pytest.raises(Refus) as refus:
        save_terminologie(terminologie=make_terminologie(), par=admin)
    assert str(refus.value) == "Ce code est déjà celui d’une autre terminologie."
    assert refus.value.champs == {"code": "Ce code est déjà pris."}
    assert Terminologie.objects.count() == 1


def test_two_at_once_get_one_code(monkeypatch):
    """The second one looked before the first one was there."""
    admin, vrai = make_administrateur(), actions._require_free
    save_terminologie(terminologie=make_terminologie(), par=admin)
    regards = iter((lambda _: None, vrai))
    monkeypatch.setattr(actions, "_require_free", lambda terminologie: next(regards)(terminologie))
    with pytest.raises(Refus) as refus:
        save_terminologie(terminologie=make_terminologie(nom="Seconde"), par=admin)
    assert (list(refus.value.champs), Terminologie.objects.get().nom) == (["code"], "N")


@pytest.mark.parametrize("fabrique", [make_instructeur, make_membre, make_compte])
def test_only_an_administrator_edits_the_catalogue(fabrique):
    with pytest.raises(Interdit):
        save_terminologie(terminologie=make_terminologie(), par=fabrique())
    assert Terminologie.objects.count() == 0


def test_what_is_declared_replaces_what_was(solution):
    par = member(solution)
    assert declare_terminologies(solution=solution, codes=["loinc", "cim-10"], par=par, le=LUNDI) == ["cim-10", "loinc"]
    gardee = Integration.objects.get(terminologie__code="loinc")
    assert (gardee.par, gardee.le) == (par, LUNDI)
    assert declare_terminologies(solution=solution, codes=["loinc", "cisp-2"], par=par) == ["cisp-2", "loinc"]
    assert declared(solution) == ["cisp-2", "loinc"]
    assert Integration.objects.get(terminologie__code="loinc") == gardee
    assert declare_terminologies(solution=solution, codes=[], par=par) == []
    assert declared(solution) == []


def test_what_is_not_in_the_catalogue_is_passed_over(solution):
    Terminologie.objects.filter(code="cim-10").update(en_vigueur=False)
    codes = ["loinc", "loinc", "absente", "cim-10"]
    assert declare_terminologies(solution=solution, codes=codes, par=member(solution)) == ["loinc"]
    assert declared(solution) == ["loinc"]


def test_another_company_declares_nothing_and_learns_nothing(solution):
    autre = make_dossier()
    declare_terminologies(solution=solution, codes=["loinc"], par=member(solution))
    with pytest.raises(Introuvable):
        declare_terminologies(solution=solution, codes=[], par=autre.cree_par)
    declare_terminologies(solution=autre.solution, codes=[], par=autre.cree_par)
    assert declared(solution) == ["loinc"]


@pytest.mark.parametrize("fabrique", [make_instructeur, make_administrateur])
def test_the_ans_declares_for_nobody(solution, fabrique):
    with pytest.raises(Interdit):
        declare_terminologies(solution=solution, codes=["loinc"], par=fabrique())
    assert declared(solution) == []
