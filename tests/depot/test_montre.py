"""A page that has grown old erases nothing: what was not touched is left, what was changed twice is told."""

import json

import pytest
from django.urls import reverse

from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier, Reponse
from dossiers.queries.historique import historique_of
from dossiers.rules.jour import moment_words
from tests.factories import LUNDI, make_decided, make_dossier, make_membre, upload
from tests.lecture import Noeud, read_page

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def camille(membre):
    return make_membre(membre.appartenances.get().editeur, "salarie", prenom="Camille", nom="Martin")


@pytest.fixture
def dossier(membre) -> Dossier:
    return make_dossier(membre, etape=2)


@pytest.fixture(params=[{}, HTMX], ids=["plain", "htmx"])
def tetes(request) -> dict[str, str]:
    return request.param


def page_of(dossier, numero: int = 2) -> str:
    return reverse("depot:etape", args=[dossier.uuid, numero])


def stored(dossier) -> dict[str, str]:
    return dict(Reponse.objects.filter(editeur=dossier.editeur).order_by("code").values_list("code", "valeur"))


def hidden(page: Noeud) -> dict[str, str]:
    """What the page knows of itself."""
    noms = ("affiches", "montre")
    return {nom: page.find("input", name=nom).attrs["value"] for nom in noms if page.find_all(name=nom)}


def look(connecte, dossier) -> dict[str, str]:
    return hidden(read_page(connecte.get(page_of(dossier))))


def answer(dossier, par, **valeurs) -> None:
    save_reponses(dossier=dossier, valeurs=valeurs, par=par, le=LUNDI)


def fragment_ids(reponse) -> list[str]:
    return [n.attrs["id"] for n in read_page(reponse).walk() if n.attrs.get("hx-swap-oob") == "true"]


def told(reponse, code: str = "nie") -> str:
    """The error of a field."""
    return read_page(reponse).find_id(f"id_{code}_error").texte


def expected(valeur: str = "« 0123 »", code: str = "nie") -> str:
    le = moment_words(Reponse.objects.get(code=code).le).replace("\u00a0", " ")
    fin = "Votre saisie n’a pas été enregistrée : vérifiez, puis enregistrez à nouveau."
    return f"Erreur : Camille Martin a enregistré {valeur} le {le}. {fin}"


# ---------------------------------------------------------------- not touched


def test_a_page_opened_before_a_colleague_saved_in_another_dossier_leaves_the_company_s_answer(
    connecte, camille, membre, dossier, tetes
):
    vue = look(connecte, dossier)
    answer(make_dossier(membre, etape=2), camille, nie="0123")
    connecte.post(page_of(dossier), {**vue, "nie": "", "versions_obsoletes": "1.0"}, headers=tetes)
    assert stored(dossier) == {"nie": "0123", "versions_obsoletes": "1.0"}


def test_two_colleagues_in_one_etape_keep_each_their_answer(connecte, camille, dossier, tetes):
    answer(dossier, camille, montage="non", nie="1")
    vue = look(connecte, dossier)
    answer(dossier, camille, nie="0123")
    connecte.post(page_of(dossier), {**vue, "montage": "non", "nie": "1", "nil": "456"}, headers=tetes)
    assert stored(dossier) == {"montage": "non", "nie": "0123", "nil": "456"}


def test_what_moved_elsewhere_is_shown_when_the_draft_saves_itself(connecte, camille, dossier):
    vue = look(connecte, dossier)
    answer(dossier, camille, nie="0123")
    reponse = connecte.post(page_of(dossier), {**vue, "nie": "", "versions_obsoletes": "1.0"}, headers=HTMX)
    assert fragment_ids(reponse) == ["preparation", "barre", "enregistre", "montre", "resume", "champs"]
    assert read_page(reponse).find_id("id_nie").attrs["value"] == "0123"


def test_line_ends_and_spaces_that_mean_nothing_are_no_change(connecte, camille, dossier):
    answer(dossier, camille, nie="01", versions_obsoletes="1.0\n2.0")
    vue = look(connecte, dossier)
    answer(dossier, camille, nie="0123", versions_obsoletes="3.0")
    connecte.post(page_of(dossier), {**vue, "nie": " 0 1", "versions_obsoletes": "1.0\r\n2.0"})
    assert stored(dossier) == {"nie": "0123", "versions_obsoletes": "3.0"}


# ---------------------------------------------------------------- changed twice


def test_a_field_changed_on_both_sides_is_told_and_keeps_what_was_typed(connecte, camille, dossier, tetes):
    vue = look(connecte, dossier)
    answer(dossier, camille, nie="0123")
    saisie = {**vue, "nie": "9", "versions_obsoletes": "1.0"}
    reponse = connecte.post(page_of(dossier), saisie, headers=tetes)
    assert stored(dossier) == {"nie": "0123", "versions_obsoletes": "1.0"}
    assert (reponse.status_code, told(reponse)) == (200, expected())
    assert read_page(reponse).find_id("id_nie").attrs["value"] == "9"


def test_saved_again_by_the_button_it_wins(connecte, camille, dossier, tetes):
    vue = look(connecte, dossier)
    answer(dossier, camille, nie="0123")
    page = read_page(connecte.post(page_of(dossier), {**vue, "nie": "9"}, headers=tetes))
    reponse = connecte.post(page_of(dossier), {**hidden(page), "nie": "9", "geste": "enregistrer"})
    assert (reponse.status_code, stored(dossier)) == (302, {"nie": "9"})


def test_a_draft_that_saves_itself_does_not_settle_it_unread(connecte, camille, dossier):
    vue = look(connecte, dossier)
    answer(dossier, camille, nie="0123")
    page = read_page(connecte.post(page_of(dossier), {**vue, "nie": "9"}, headers=HTMX))
    vue = hidden(page)
    reponse = connecte.post(page_of(dossier), {**vue, "nie": "9", "versions_obsoletes": "1.0"}, headers=HTMX)
    assert stored(dossier) == {"nie": "0123", "versions_obsoletes": "1.0"}
    assert fragment_ids(reponse) == ["preparation", "barre", "enregistre", "montre"]
    page = read_page(
        connecte.post(page_of(dossier), {**vue, **hidden(read_page(reponse)), "nie": "0123"}, headers=HTMX)
    )
    assert page.find_id("id_nie_error") is None


def test_the_other_who_changes_it_again_is_told_again(connecte, camille, dossier):
    vue = look(connecte, dossier)
    answer(dossier, camille, nie="01")
    page = read_page(connecte.post(page_of(dossier), {**vue, "nie": "9"}))
    answer(dossier, camille, nie="0123")
    reponse = connecte.post(page_of(dossier), {**hidden(page), "nie": "9"})
    assert (told(reponse), stored(dossier)) == (expected(), {"nie": "0123"})


def test_a_choice_is_quoted_in_its_words_and_an_erasure_is_said(connecte, camille, dossier):
    answer(dossier, camille, nie="1")
    vue = look(connecte, dossier)
    answer(dossier, camille, montage="non", nie="")
    reponse = connecte.post(page_of(dossier), {**vue, "montage": "oui", "nie": "2"})
    assert told(reponse, "montage") == expected("« Non »", "montage")
    assert told(reponse).startswith("Erreur : Camille Martin a effacé cette réponse le ")
    assert stored(dossier) == {"montage": "non", "nie": ""}


def test_both_giving_the_same_answer_is_no_conflict(connecte, camille, dossier):
    vue = look(connecte, dossier)
    answer(dossier, camille, nie="0123")
    assert connecte.post(page_of(dossier), {**vue, "nie": "01 23"}).status_code == 302


# ---------------------------------------------------------------- one person alone


def test_two_savings_of_one_person_are_no_conflict(connecte, dossier):
    vue = look(connecte, dossier)
    premiere = connecte.post(page_of(dossier), {**vue, "nie": "01"}, headers=HTMX)
    assert fragment_ids(premiere) == ["preparation", "barre", "enregistre", "montre"]
    vue |= hidden(read_page(premiere))
    seconde = connecte.post(page_of(dossier), {**vue, "nie": "0123"}, headers=HTMX)
    assert fragment_ids(seconde) == ["preparation", "barre", "enregistre", "montre"]
    vue |= hidden(read_page(seconde))
    connecte.post(page_of(dossier), {**vue, "nie": ""}, headers=HTMX)
    assert stored(dossier) == {"nie": ""}


def test_an_answer_that_never_came_back_is_no_conflict_with_oneself(connecte, dossier):
    vue = look(connecte, dossier)
    connecte.post(page_of(dossier), {**vue, "nie": "01"}, headers=HTMX)
    connecte.post(page_of(dossier), {**vue, "nie": "0123"}, headers=HTMX)
    assert stored(dossier) == {"nie": "0123"}


def test_a_file_long_on_its_way_does_not_bring_back_the_text_of_its_departure(connecte, dossier):
    connecte.post(page_of(dossier), {"montage": "non"})
    vue = look(connecte, dossier)
    connecte.post(page_of(dossier), {**vue, "nie": "0123"}, headers=HTMX)
    envoi = {**vue, "nie": "01", "preuve_cnda": upload()}
    page = read_page(connecte.post(page_of(dossier), envoi, headers=HTMX))
    assert (stored(dossier)["nie"], page.find_id("id_nie").attrs["value"]) == ("0123", "0123")


# ---------------------------------------------------------------- what the page says of itself


@pytest.mark.parametrize(
    "montre",
    [None, "", "x", "é", "3", "[]", "{}", '{"dossier": 1}', '{"champs": {"nie": 3}}', "[" * 50_000, "DOSSIER"],
)
def test_a_page_that_tells_nothing_in_our_words_is_believed(connecte, camille, dossier, montre):
    answer(dossier, camille, nie="0123")
    if montre == "DOSSIER":
        montre = json.dumps({"dossier": dossier.uuid.hex, "champs": {"nie": [1]}})
    donnees = {"nie": "9"} if montre is None else {"nie": "9", "montre": montre}
    assert connecte.post(page_of(dossier), donnees).status_code == 302
    assert stored(dossier) == {"nie": "9"}


def test_what_one_dossier_showed_says_nothing_of_another(connecte, camille, membre, dossier):
    autre = look(connecte, make_dossier(membre, etape=2))
    answer(dossier, camille, nie="0123")
    connecte.post(page_of(dossier), {**autre, "nie": ""})
    assert stored(dossier) == {"nie": ""}


def test_the_editeur_is_not_told_who_examined_what(connecte, membre):
    dossier = make_decided("demander_complements", membre=membre)
    gestes = [
        ligne.geste for ligne in connecte.get(reverse("depot:dossier", args=[dossier.uuid])).context["historique"]
    ]
    assert gestes == [ligne.geste for ligne in historique_of(dossier) if ligne.geste != "examiner"]
    assert "examiner" in [ligne.geste for ligne in historique_of(dossier)]


@pytest.mark.parametrize("numero", [3, 4])
def test_a_post_to_an_etape_not_filled_in_here_says_so(connecte, dossier, numero):
    reponse = connecte.post(page_of(dossier, numero), {"x": "1"}, headers=HTMX)
    phrase = f"L’étape {numero} ne se remplit pas ici : rien n’a été modifié. Rechargez la page."
    assert (reponse.status_code, read_page(reponse).texte) == (409, phrase)
