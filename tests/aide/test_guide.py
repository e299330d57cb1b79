"""The guided questions: asked while they separate, walked by links alone, the whole state in the address."""

import pytest

from dossiers.queries.fiche import effectifs
from dossiers.queries.portee import catalogue
from dossiers.rules.guide import advance
from tests.factories import LGC, LGC_VA1
from tests.lecture import read_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("aide")]


def walk(client, **choix: str):
    return read_page(client.get("/aide/guide/", choix)).find("main")


def choices(page) -> list[str]:
    return [a.texte for a in page.find_all("a", "segur-tuile__lien")]


def test_first_the_type_of_offre(client):
    page = walk(client)
    assert page.find("h2").texte == "Votre question porte sur quel type d’offre ?"
    assert choices(page) == [
        "Référencement Ségur d’un logiciel",
        "Carte CPS et e-CPS",
        "Terminologies de santé (SMT)",
        "Labellisation des maisons et centres de santé",
        "Je ne sais pas, ou un autre cas",
    ]


def test_links_alone_lead_to_the_answer(client):
    """offre → couloir → dispositif → thématique: the product no longer separates, it is not asked."""
    page, questions = walk(client), []
    for libelle in ("Référencement Ségur", "Médecin de ville", "vague 2", "Montage"):
        questions.append(page.find("h2").texte)
        lien = next(a for a in page.find_all("a", "segur-tuile__lien") if libelle in a.texte)
        page = read_page(client.get(lien.attrs["href"])).find("main")
    assert questions == [
        "Votre question porte sur quel type d’offre ?",
        "Quel est le couloir de votre solution ?",
        "À quel dispositif se présente-t-elle ?",
        "Quelle thématique vous intéresse ?",
    ]
    assert page.find_all("h2")[0].texte == "La réponse pour votre cas"
    assert [a.attrs["href"] for a in page.find("article").find_all("a")] == [
        "/aide/reponse/montage-avec-exception-eai/"
    ]


@pytest.mark.parametrize(
    ("dispositif", "ici", "ailleurs"),
    [
        (LGC, "montage-avec-exception-eai", "montage-sans-exception"),
        (LGC_VA1, "montage-sans-exception", "montage-avec-exception-eai"),
    ],
)
def test_another_scope_that_answers_differently_is_said_with_why(client, dispositif, ici, ailleurs):
    page = walk(client, offre="segur", couloir="mdv", dispositif=dispositif, thematique="montage")
    assert page.find("article").find("a").attrs["href"] == f"/aide/reponse/{ici}/"
    autre = page.find("section", "segur-ailleurs").find("li")
    assert autre.find("a").attrs["href"] == f"/aide/reponse/{ailleurs}/"
    assert "exception EAI" in autre.texte


def test_who_does_not_know_sees_both(client):
    page = walk(client, offre="segur", couloir="tous", dispositif="tous", produit="tous", thematique="montage")
    assert len(page.find_all("article")) == 2


@pytest.mark.parametrize("choix", [{"offre": "inconnue"}, {"thematique": "x" * 300}, {"dispositif": "'"}])
def test_what_an_address_cannot_mean_leads_nowhere_and_says_so(client, choix):
    page = walk(client, **choix)
    assert page.find("div", "segur-vide").find("p", "fr-h6").texte == "Aucune réponse pour ce cas"


def test_it_costs_four_queries(client, django_assert_num_queries):
    walk(client)
    with django_assert_num_queries(2):
        walk(client, offre="segur")
    with django_assert_num_queries(4):
        walk(client, offre="segur", couloir="mdv", dispositif=LGC, thematique="montage")


def test_a_question_that_separates_nothing_is_not_asked():

    etat = advance({"offre": "mcs"}, effectifs(), catalogue())
    assert (etat.axe, etat.nombre) == ("", 1)
