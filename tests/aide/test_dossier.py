"""The help seen from a dossier: its scope, what the ANS wrote, the way back; and the answer beside the error."""

import pytest

from dossiers.models import Consultation
from tests.aide.outils import publish
from tests.factories import LGC_VA1, make_decided, make_dossier, make_editeur, make_instructeur, make_membre, make_ready
from tests.lecture import read_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("aide")]


@pytest.fixture
def membre():
    return make_membre()


def look(client, dossier, code: str, par=None):
    client.force_login(par or dossier.cree_par)
    return read_page(client.get(f"/aide/dossier/{dossier.uuid}/exigence/{code}/")).find("main")


def test_answers_of_this_scope_and_why_others_differ(client, membre):
    page = look(client, make_dossier(membre, etape=2, code=LGC_VA1), "nil_tiers")
    questions = [section.find("h2").texte for section in page.find_all("section", "segur-reponse")]
    assert [("sans exception EAI" in question) for question in questions if "montage" in question] == [True]
    assert "Dans les dispositifs qui prévoient l’exception EAI" in page.find("section", "segur-ailleurs").texte


def test_what_the_ans_wrote_and_the_way_back_to_the_field(client, membre):
    dossier = make_decided("demander_complements", membre=membre)
    page = look(client, dossier, "preuve_cnda")
    assert "La copie d’écran est coupée." in page.find("div", "fr-alert--warning").texte
    retour = next(a for a in page.find_all("a") if a.texte == "Revenir à ce champ")
    assert retour.attrs["href"] == f"/dossiers/{dossier.uuid}/etape/2/#id_preuve_cnda"


def test_a_question_has_its_field_too(client, membre):
    dossier = make_dossier(membre, etape=2)
    page = look(client, dossier, "montage")
    assert f"/dossiers/{dossier.uuid}/etape/2/#id_montage_0" in [a.attrs.get("href") for a in page.find_all("a")]


def test_the_reviewer_goes_back_to_the_examination(client, membre):
    dossier = make_decided("demander_complements", membre=membre)
    page = look(client, dossier, "nil", make_instructeur())
    assert f"/instruction/{dossier.uuid}/#exigence-nil" in [a.attrs.get("href") for a in page.find_all("a")]
    assert Consultation.objects.count() == 0


def test_reading_is_remembered_once(client, membre):
    dossier = make_dossier(membre, etape=2)
    for _ in range(2):
        look(client, dossier, "nil")
    assert sorted(Consultation.objects.values_list("fiche__code", flat=True)) == [
        "cnda-a-l-etape-2",
        "montage-avec-exception-eai",
        "nie-et-nil",
        "nil-conteste",
    ]


@pytest.mark.parametrize("code", ["absente", "sgl", "nil_tiers2"])
def test_what_the_dossier_does_not_ask_is_a_404(client, membre, code):
    dossier = make_dossier(membre, etape=2)
    client.force_login(membre)
    assert client.get(f"/aide/dossier/{dossier.uuid}/exigence/{code}/").status_code == 404


def test_another_companys_dossier_is_a_404(client, membre):
    dossier = make_dossier(membre, etape=2)
    client.force_login(make_membre(make_editeur("Autre")))
    assert client.get(f"/aide/dossier/{dossier.uuid}/exigence/nil/").status_code == 404
    assert client.get(f"/aide/dossier/{dossier.uuid}/messages/").status_code == 404


def test_the_answer_shows_itself_at_the_moment_of_the_error(client, membre):
    dossier = make_ready(make_dossier(membre, etape=2), statut_cnda="Recette")
    client.force_login(membre)
    page = read_page(client.get(f"/dossiers/{dossier.uuid}/etape/2/"))
    assert [
        item.attrs["id"] for item in page.find_all("div", "segur-item") if item.find_all("div", "segur-secours")
    ] == ["item-preuve_cnda"]
    assert "Que faut-il avoir obtenu du CNDA" in page.find("div", "segur-secours").texte


def test_two_answers_beside_a_point_at_most_in_one_query(client, membre, django_assert_num_queries):
    for rang in range(3):
        publish(f"aide-{rang}", exigences=("preuve_cnda",))
    dossier = make_ready(make_dossier(membre, etape=2), statut_cnda="Recette")
    client.force_login(membre)
    adresse = f"/dossiers/{dossier.uuid}/etape/2/"
    client.get(adresse)
    with django_assert_num_queries(11) as lues:
        page = read_page(client.get(adresse))
    assert len([requete for requete in lues if "dossiers_appui" in requete["sql"]]) == 1
    assert len(page.find("div", "segur-secours").find_all("p")) == 2


def test_nothing_wrong_costs_nothing(client, membre, django_assert_num_queries):
    """The answers beside the fields: one query when one is in error, none otherwise."""
    dossier = make_ready(make_dossier(membre, etape=2))
    client.force_login(membre)
    adresse = f"/dossiers/{dossier.uuid}/etape/2/"
    client.get(adresse)
    with django_assert_num_queries(10) as lues:
        client.get(adresse)
    assert [requete for requete in lues if "dossiers_appui" in requete["sql"]] == []


def test_every_link_of_the_panel_leads_somewhere(client, membre):
    dossier = make_dossier(membre, etape=2)
    client.force_login(membre)
    page = read_page(client.get(f"/dossiers/{dossier.uuid}/etape/2/"))
    liens = {a.attrs["href"] for a in page.find_all("a", "segur-lien-aide")}
    assert len(liens) == 3
    assert {client.get(lien).status_code for lien in liens} == {200}
