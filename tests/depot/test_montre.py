"""A page that has grown old erases nothing: what was not touched is left, what was changed twice is told."""

import json
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier, Reponse, Soumission
from dossiers.queries.historique import historique_of
from dossiers.rules.jour import moment_words
from tests.courses import run_together
from tests.factories import (
    LGC_VA1,
    LUNDI,
    fresh,
    make_decided,
    make_dossier,
    make_membre,
    make_piece,
    make_ready,
    picture,
    upload,
)
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


def told_moment(le) -> str:
    return moment_words(le).replace("\u00a0", " ")


def expected(valeur: str = "« 0123 »", code: str = "nie", qui: str = "Camille Martin a", lieu: str = "") -> str:
    le = told_moment(Reponse.objects.get(code=code).le)
    fin = "Votre saisie n’a pas été enregistrée : choisissez laquelle garder."
    return f"Erreur : {qui} enregistré {valeur} le {le}{lieu}. {fin}"


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


def test_a_button_of_one_conflict_settles_that_one_alone(connecte, camille, dossier):
    answer(dossier, camille, montage="non")
    vue = look(connecte, dossier)
    answer(dossier, camille, nie="0123", nil="456")
    page = read_page(connecte.post(page_of(dossier), {**vue, "nie": "9", "nil": "8"}))
    noms = [bouton.attrs["value"] for bouton in page.find("main").find_all("button", name="geste")]
    assert [nom for nom in noms if ":" in nom] == ["reprendre:nie", "garder:nie", "reprendre:nil", "garder:nil"]
    saisie = {"nie": "9", "nil": "8"}
    page = read_page(connecte.post(page_of(dossier), {**hidden(page), **saisie, "geste": "garder:nie"}))
    assert stored(dossier) == {"montage": "non", "nie": "9", "nil": "456"}
    assert (page.find_id("id_nie_error"), page.find_id("id_nil").attrs["value"]) == (None, "8")
    assert page.find_id("id_nil_error").texte == expected("« 456 »", "nil")
    reponse = connecte.post(page_of(dossier), {**hidden(page), **saisie, "geste": "reprendre:nil"})
    assert (reponse.status_code, stored(dossier)) == (302, {"montage": "non", "nie": "9", "nil": "456"})


def test_a_long_answer_of_the_other_may_be_read_whole(connecte, camille, dossier):
    longue = "\n".join(f"{n}.0" for n in range(40))
    vue = look(connecte, dossier)
    answer(dossier, camille, versions_obsoletes=longue, nie="0123")
    page = read_page(connecte.post(page_of(dossier), {**vue, "versions_obsoletes": "1.0", "nie": "9"}))
    assert [bloc.brut.strip() for bloc in page.find_id("champs").find_all("blockquote")] == [longue]
    assert (
        f"enregistré « {longue.replace(chr(10), ' ')[:80].rstrip()}… » le"
        in page.find_id("id_versions_obsoletes_error").texte
    )


# ---------------------------------------------------------------- what several dossiers share


def test_a_shared_number_changed_in_another_dossier_is_told_with_the_dossier(connecte, camille, membre, dossier, tetes):
    autre = make_dossier(membre, etape=2)
    vue = look(connecte, dossier)
    answer(autre, camille, nie="0123")
    reponse = connecte.post(page_of(dossier), {**vue, "nie": "9"}, headers=tetes)
    assert (stored(dossier), told(reponse)) == ({"nie": "0123"}, expected(lieu=", dans le dossier n° 2"))
    assert read_page(reponse).find_id("id_nie").attrs["value"] == "9"


def test_two_tabs_of_one_person_in_two_dossiers_do_not_cover_each_other(connecte, membre, dossier, tetes):
    """The number is the company's: the tab of one dossier does not know what the tab of the other has just saved."""
    autre = make_dossier(membre, etape=2)
    onglets = {d: look(connecte, d) for d in (dossier, autre)}
    connecte.post(page_of(autre), {**onglets[autre], "nie": "0123"}, headers=tetes)
    reponse = connecte.post(page_of(dossier), {**onglets[dossier], "nie": "9"}, headers=tetes)
    assert stored(dossier) == {"nie": "0123"}
    assert told(reponse) == expected(qui="Vous avez", lieu=", dans le dossier n° 2")
    page = read_page(reponse)
    connecte.post(page_of(dossier), {**hidden(page), "nie": "9", "geste": "garder:nie"})
    assert stored(dossier) == {"nie": "9"}
    reponse = connecte.post(page_of(autre), {**onglets[autre], "nie": "7"}, headers=tetes)
    assert told(reponse) == expected("« 9 »", qui="Vous avez", lieu=", dans le dossier n° 1")


def test_a_number_of_the_solution_too(connecte, membre, dossier):
    autre = make_dossier(membre, etape=2, code=LGC_VA1, nom=dossier.solution.nom, version_majeure="1")
    answer(dossier, membre, montage="non")
    vue = look(connecte, dossier)
    answer(autre, membre, nil="456")
    reponse = connecte.post(page_of(dossier), {**vue, "montage": "non", "nil": "789"})
    assert autre.solution == dossier.solution
    assert told(reponse, "nil") == expected("« 456 »", "nil", qui="Vous avez", lieu=", dans le dossier n° 2")


def test_erased_in_another_dossier(connecte, camille, membre, dossier):
    answer(dossier, camille, nie="1")
    vue = look(connecte, dossier)
    answer(make_dossier(membre, etape=2), camille, nie="")
    reponse = connecte.post(page_of(dossier), {**vue, "nie": "9"})
    le = told_moment(LUNDI)
    assert told(reponse).startswith(
        f"Erreur : Camille Martin a effacé cette réponse le {le}, dans le dossier n° 2. Votre saisie"
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_dossiers_at_the_same_instant_one_is_told(membre, camille):
    """Both look before either writes, if nothing holds them: each keeps its own dossier, and the number is shared."""
    dossiers = [make_dossier(membre, etape=2) for _ in range(2)]
    clients = [Client() for _ in dossiers]
    for client, compte in zip(clients, (membre, camille), strict=True):
        client.force_login(compte)
    vues = [look(client, dossier) for client, dossier in zip(clients, dossiers, strict=True)]
    for tour in range(5):
        Reponse.objects.all().delete()
        envois = [
            partial(clients[n].post, page_of(dossiers[n]), {**vues[n], "nie": f"{tour}-{n}"}, headers=HTMX)
            for n in range(2)
        ]
        reponses = run_together(*envois)
        perdants = [n for n in range(2) if read_page(reponses[n]).find_id("id_nie_error")]
        assert len(perdants) == 1
        assert stored(dossiers[0]) == {"nie": f"{tour}-{1 - perdants[0]}"}
        assert read_page(reponses[perdants[0]]).find_id("id_nie").attrs["value"] == f"{tour}-{perdants[0]}"


# ---------------------------------------------------------------- the last look


def test_what_is_sent_is_what_was_read(connecte, camille, membre):
    dossier = make_ready(make_dossier(membre, etape=2))
    relecture = reverse("depot:envoi", args=[dossier.uuid])
    lu = {
        n.attrs["name"]: n.attrs["value"] for n in read_page(connecte.get(relecture)).find_all("input", type="hidden")
    }
    answer(make_dossier(membre, etape=2), camille, nie="0123")
    reponse = connecte.post(relecture, lu, follow=True)
    le = told_moment(LUNDI)
    assert reponse.redirect_chain == [(relecture, 302)]
    assert [" ".join(str(m).split()) for m in reponse.context["messages"]] == [
        "Ce que vous avez relu a changé depuis : rien n’a été envoyé. Numéro d’identification éditeur (NIE) : Camille "
        f"Martin a enregistré « 0123 » le {le}, dans le dossier n° 2. Relisez, puis envoyez."
    ]
    assert (fresh(dossier).etat, Soumission.objects.count()) == ("ouverte", 0)
    page = read_page(reponse)
    lu = {n.attrs["name"]: n.attrs["value"] for n in page.find_all("input", type="hidden")}
    assert connecte.post(relecture, lu)["Location"] == reverse("depot:recepisse", args=[dossier.uuid, 1])


def test_a_proof_that_changed_since_the_last_look_is_not_sent(connecte, membre):
    dossier = make_ready(make_dossier(membre, etape=2))
    relecture = reverse("depot:envoi", args=[dossier.uuid])
    lu = {
        n.attrs["name"]: n.attrs["value"] for n in read_page(connecte.get(relecture)).find_all("input", type="hidden")
    }
    make_piece(dossier, contenu=picture(couleur="red"))
    reponse = connecte.post(relecture, lu, follow=True)
    assert [" ".join(str(m).split()) for m in reponse.context["messages"]] == [
        "Ce que vous avez relu a changé depuis : rien n’a été envoyé. Relisez, puis envoyez."
    ]
    assert Soumission.objects.count() == 0


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
