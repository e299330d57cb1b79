"""The catalogue of terminologies as a page, and what a company declares there."""

import pytest

from dossiers.actions.fiche import publish_aide
from dossiers.actions.terminologie import declare_terminologies, publish_terminologies
from dossiers.models import Terminologie
from dossiers.queries.perimetre import Introuvable
from tests.factories import make_dossier, make_editeur, make_membre
from tests.lecture import read_page

pytestmark = pytest.mark.django_db


def test_the_catalogue_names_what_each_is_transcoded_to(client, django_assert_num_queries):
    publish_terminologies()
    Terminologie.objects.filter(code="cisp-2").update(transcodage="loinc")
    Terminologie.objects.filter(code="drc").update(transcodage="absente")
    with django_assert_num_queries(2):
        page = read_page(client.get("/aide/terminologies/"))
    assert "table de transcodage vers la LOINC." in page.find_id("cisp-2").texte
    assert "transcodage" not in page.find_id("drc").texte


def test_a_solution_declares_what_it_integrates(client):
    publish_terminologies()
    publish_aide()
    dossier = make_dossier()
    client.force_login(dossier.cree_par)
    adresse = f"/aide/terminologies/solution/{dossier.solution.uuid}/"
    assert adresse in client.get("/aide/terminologies/").content.decode()
    client.post(adresse, {"couche_1": ["cim-10", "loinc"], "couche_2": ["cisp-2"]})
    assert list(dossier.solution.integrations.order_by("pk").values_list("terminologie__code", flat=True)) == [
        *("cim-10", "loinc", "cisp-2"),
    ]
    assert "table de transcodage vers la CIM-10" in read_page(client.get(adresse)).find("main").texte
    client.post(adresse, {"couche_1": ["loinc"]})
    assert dossier.solution.integrations.count() == 1
    assert "table de transcodage" not in read_page(client.get(adresse)).find("main").texte
    with pytest.raises(Introuvable):
        declare_terminologies(solution=dossier.solution, codes=[], par=make_membre(make_editeur("Autre")))
