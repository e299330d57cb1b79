"""Who comes in by a door, and what becomes of a refusal that no view has answered."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse

from dossiers.queries.perimetre import Introuvable
from dossiers.rules.refus import Interdit, Refus
from segur.acces import AnswerRefusals, pour_ans, pour_editeur, read_saisie
from tests.factories import make_administrateur, make_compte, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def view(request) -> HttpResponse:
    """What is behind the door."""
    return HttpResponse("entré")


def ask(rf, garde, compte):
    request = rf.get("/une/page/")
    request.user = compte
    return garde(view)(request)


@pytest.mark.parametrize("role", ["mandataire", "representant", "salarie"])
def test_people_of_a_company_come_in_by_their_door(rf, role):
    assert ask(rf, pour_editeur, make_membre(role=role)).content == "entré".encode()


@pytest.mark.parametrize("fabrique", [make_instructeur, make_administrateur])
def test_people_of_the_ans_come_in_by_theirs(rf, fabrique):
    assert ask(rf, pour_ans, fabrique()).content == "entré".encode()


@pytest.mark.parametrize(
    ("garde", "fabrique"),
    [
        (pour_editeur, make_instructeur),
        (pour_editeur, make_administrateur),
        (pour_editeur, make_compte),
        (pour_ans, make_membre),
        (pour_ans, make_compte),
    ],
)
def test_anyone_else_gets_the_404_of_an_unknown_page(rf, garde, fabrique):
    with pytest.raises(Http404):
        ask(rf, garde, fabrique())


@pytest.mark.parametrize("garde", [pour_editeur, pour_ans])
def test_anonymous_is_asked_to_sign_in(rf, garde):
    reponse = ask(rf, garde, AnonymousUser())
    assert (reponse.status_code, reponse["Location"]) == (302, "/connexion/?next=/une/page/")


SAISIE = {
    "csrfmiddlewaretoken": "jeton",
    "new_password1": "secret",
    "mot_de_passe": "secret",
    "vide": " ",
    "justification": "Deux lignes\net <b>une</b>\x00",
    "numero_nie": "00123",
}


def post_anonymous(rf, garde, donnees, **entetes):
    request = rf.post("/une/page/", donnees, headers=entetes)
    request.user = AnonymousUser()
    return garde(view)(request)


@pytest.mark.parametrize("garde", [pour_editeur, pour_ans])
def test_what_was_typed_when_the_session_ended_is_given_back(rf, garde):
    reponse = post_anonymous(rf, garde, SAISIE, Referer="http://testserver/dossiers/x/?onglet=1")
    corps = reponse.content.decode()
    assert (reponse.status_code, "Votre session a expiré" in corps, "secret" in corps) == (401, True, False)
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", corps) == [
        ("justification", "Deux lignes<br>et &lt;b&gt;une&lt;/b&gt;"),
        ("numero nie", "00123"),
    ]
    assert corps.count('href="/connexion/?next=/dossiers/x/"') == 1


@pytest.mark.parametrize("page", ["", "https://pirate.example/x/"])
def test_a_page_from_elsewhere_is_not_gone_back_to(rf, page):
    corps = post_anonymous(rf, pour_ans, {}, Referer=page).content.decode()
    assert ("?next=" in corps, "pirate" in corps, "<dl" in corps) == (False, False, False)


def test_it_is_bounded(rf):
    request = rf.post("/", {f"c{rang}": "x" * 5001 for rang in range(51)})
    assert [(nom, len(valeur)) for nom, valeur in read_saisie(request)] == [(f"c{rang}", 5000) for rang in range(50)]


def test_htmx_keeps_its_page_and_is_sent_to_its_sentence(rf):
    assert post_anonymous(rf, pour_editeur, SAISIE, **{"HX-Request": "true"}).status_code == 302


def test_the_view_keeps_its_name():
    assert (pour_ans(view).__name__, pour_ans(view).__doc__) == ("view", "What is behind the door.")


@pytest.mark.parametrize(
    ("erreur", "statut", "phrase"),
    [
        (Introuvable("secret"), 404, "Cette adresse ne correspond à aucune page que vous puissiez consulter."),
        (Interdit("Réservé au mandataire."), 403, "Réservé au mandataire."),
    ],
)
def test_a_refusal_becomes_a_page(rf, erreur, statut, phrase):
    request = rf.get("/une/page/")
    request.user = AnonymousUser()
    reponse = AnswerRefusals(view).process_exception(request, erreur)
    assert (reponse.status_code, phrase in reponse.content.decode()) == (statut, True)
    assert "secret" not in reponse.content.decode()


@pytest.mark.parametrize("erreur", [Refus("Un champ."), ValueError("x")])
def test_the_rest_is_not_its_affair(rf, erreur):
    assert AnswerRefusals(view).process_exception(rf.get("/"), erreur) is None


def test_what_goes_well_goes_through(rf):
    assert AnswerRefusals(view)(rf.get("/")).content == "entré".encode()
