"""The catalogue by layer, what a solution integrates, and the transcoding tables that follow."""

import pytest

from dossiers.actions.terminologie import declare_terminologies
from dossiers.models import Terminologie
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.terminologie import a_transcoder, catalogue_par_couche, integrees, solution_of
from tests.factories import make_dossier, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def solution(base_du_module):
    """Of a company that declares « drc » and « loinc »."""
    for code, couche, cible in (
        ("loinc", "socle", ""),
        ("cim-10", "socle", ""),
        ("drc", "specialisee", "cim-10"),
        ("snomed", "base", "absente"),
        ("vieille", "base", "loinc"),
    ):
        Terminologie.objects.create(
            code=code, nom=code.upper(), couche=couche, usage="U", gestionnaire="G", transcodage=cible
        )
    dossier = make_dossier()
    declare_terminologies(solution=dossier.solution, codes=["drc", "loinc"], par=dossier.cree_par)
    Terminologie.objects.filter(code="vieille").update(en_vigueur=False)
    return dossier.solution


def test_the_widest_layer_first_then_by_name(solution, django_assert_num_queries):
    with django_assert_num_queries(1):
        catalogue = [(couche, [(t.code, t.cible) for t in lignes]) for couche, lignes in catalogue_par_couche()]
    assert catalogue == [
        ("De base", [("snomed", None)]),
        ("Socle", [("cim-10", None), ("loinc", None)]),
        ("Spécialisée", [("drc", "CIM-10")]),
    ]


def test_layer_without_any_is_not_there(solution):
    Terminologie.objects.filter(couche="socle").update(en_vigueur=False)
    assert [couche for couche, _ in catalogue_par_couche()] == ["De base", "Spécialisée"]


def test_what_a_solution_integrates_and_must_transcode(solution):
    siennes = integrees(solution)
    assert [t.code for t in siennes] == ["drc", "loinc"]
    assert [(t.code, cible.code) for t, cible in a_transcoder(siennes)] == [("drc", "cim-10")]
    assert integrees(make_dossier().solution) == a_transcoder([]) == []


def test_solution_of_one_s_own_company_alone(solution):
    membre = solution.editeur.appartenances.get().compte
    assert solution_of(membre, solution.uuid) == solution
    for autre in (make_membre(), make_instructeur()):
        with pytest.raises(Introuvable):
            solution_of(autre, solution.uuid)
