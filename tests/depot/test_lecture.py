"""What was read, at its field: progress, result, what one may do, and the panel that follows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.actions.apercu import make_apercu
from dossiers.models import Lecture
from tests.factories import fresh, make_dossier, make_piece, make_ready
from tests.fiches import fiche, page
from tests.lecture import Noeud, read_page
from tests.lectures import read_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(membre):
    return make_ready(make_dossier(membre, etape=2))


def etape_of(dossier) -> str:
    return reverse("depot:etape", args=[dossier.uuid, 2])


def lecture_of(dossier) -> str:
    return reverse("depot:lecture", args=[dossier.uuid, dossier.pieces.get(remplacee_le=None).uuid])


def look(client, dossier) -> Noeud:
    return read_page(client.get(etape_of(dossier))).find("div", "segur-lecture")


def buttons(bloc: Noeud) -> list[str]:
    return [bouton.attrs["value"] for bouton in bloc.find_all("button")]


def test_while_it_is_awaited_the_page_asks_again(connecte, dossier):
    Lecture.objects.update(demandee_le=timezone.now())
    bloc = look(connecte, dossier)
    assert (bloc.attrs["hx-get"], bloc.attrs["hx-trigger"]) == (lecture_of(dossier), "every 2s")
    assert bloc.texte.startswith("Lecture de l’image en cours…")
    fragment = read_page(connecte.get(lecture_of(dossier)))
    assert (fragment.find("div", "segur-lecture").attrs["hx-trigger"], fragment.find_all("aside")) == ("every 2s", [])


@pytest.mark.parametrize(("attente", "tarde"), [(timedelta(minutes=1), False), (timedelta(minutes=3), True)])
def test_what_tarries_is_said_and_asked_for_less_often(connecte, dossier, attente, tarde):
    """The worker is down: nobody is to wait before a page that promises a few seconds."""
    Lecture.objects.update(demandee_le=timezone.now() - attente)
    dossier.pieces.update(deposee_le=timezone.now() - attente)
    bloc = look(connecte, dossier)
    apercu = read_page(connecte.get(etape_of(dossier))).find("div", "segur-apercu--attente")
    assert {bloc.attrs["hx-trigger"], apercu.attrs["hx-trigger"]} == {"every 20s" if tarde else "every 2s"}
    assert ("tarde" in bloc.texte, "tarde" in apercu.texte, "en cours" in bloc.texte) == (tarde, tarde, not tarde)


def test_an_uncertain_reading_blocks_nothing_and_says_so_once(connecte, dossier):
    read_as(dossier.pieces.get(), page(("bonjour", 0, 0)))
    phrase = look(connecte, dossier).find("div", role="status").texte
    assert phrase.endswith("une personne devra regarder l’image. Rien n’est bloqué : vous pouvez continuer.")


def test_once_there_it_stops_asking_and_the_panel_follows(connecte, dossier):
    read_as(dossier.pieces.get(), fiche("789-B"))
    fragment = read_page(connecte.get(lecture_of(dossier)))
    assert "hx-get" not in fragment.find("div", "segur-lecture").attrs
    assert "789-B" in fragment.find("aside").texte


@pytest.mark.parametrize(("etat", "attendu"), [("a_faire", "every 2s"), ("illisible", None)])
def test_the_place_of_the_crop_asks_for_the_preview_without_touching_the_rest(connecte, dossier, etat, attendu):
    read_as(dossier.pieces.get(), fiche())
    dossier.pieces.update(etat_apercu=etat)
    place = look(connecte, dossier).find_id("extrait-preuve_cnda")
    assert (place.attrs.get("hx-trigger"), place.attrs.get("hx-select")) == (
        attendu,
        attendu and "#extrait-preuve_cnda",
    )
    assert place.find_all("svg") == []


def test_the_crop_stops_asking_once_the_preview_is_there(connecte, dossier):
    read_as(dossier.pieces.get(), fiche())
    make_apercu(dossier.pieces.get().pk)
    place = read_page(connecte.get(lecture_of(dossier))).find_id("extrait-preuve_cnda")
    assert ("hx-get" in place.attrs, len(place.find_all("svg"))) == (False, 1)


def test_concordant(connecte, dossier):
    read_as(dossier.pieces.get(), fiche())
    bloc = look(connecte, dossier)
    assert bloc.find("span", "fr-badge--success").texte == "L’image concorde avec vos réponses"
    assert [ligne.texte for ligne in bloc.find("tbody").find_all("tr")] == [
        "NIL 456-A 456-A , concorde",
        "Statut au moins « Pré-examen » Pré-examen , concorde",
        "NIE 00123 00123 , concorde",
        "Version 1 rien de sûr",
    ]
    assert buttons(bloc) == []


def test_discordant_proposes_to_keep_one_s_word(connecte, dossier):
    read_as(dossier.pieces.get(), fiche("789-B"))
    bloc = look(connecte, dossier)
    assert bloc.find("span", "fr-badge--error").texte == "L’image ne concorde pas avec vos réponses"
    assert buttons(bloc) == ["maintenir:preuve_cnda"]


def test_keeping_one_s_word_saves_the_rest_of_the_form_first(connecte, dossier, membre):
    read_as(dossier.pieces.get(), fiche("789-B"))
    reponse = connecte.post(etape_of(dossier), {"geste": "maintenir:preuve_cnda", "versions_obsoletes": "4.2"})
    assert (reponse.status_code, reponse["Location"]) == (302, f"{etape_of(dossier)}#item-preuve_cnda")
    assert dossier.reponses.get(code="versions_obsoletes").valeur == "4.2"
    assert (Lecture.objects.get().maintenu_par, fresh(dossier).manques) == (membre, 0)
    bloc = look(connecte, dossier)
    assert buttons(bloc) == []
    assert "Claire Fontaine a maintenu votre réponse" in bloc.texte


@pytest.mark.parametrize("geste", ["maintenir:preuve_cnda", "recopier:preuve_cnda"])
def test_a_text_that_is_not_kept_is_told_before_anything_is_done(connecte, dossier, geste):
    read_as(dossier.pieces.get(), fiche("789-B"))
    reponse = connecte.post(etape_of(dossier), {"geste": geste, "versions_obsoletes": "néant " * 834})
    erreur = read_page(reponse).find_id("id_versions_obsoletes_error")
    assert (reponse.status_code, "Ce texte dépasse 5000 caractères" in erreur.texte) == (200, True)
    assert Lecture.objects.get().maintenu == ""


def test_what_is_not_contradicted_any_more_is_said(connecte, dossier):
    read_as(dossier.pieces.get(), fiche())
    reponse = connecte.post(etape_of(dossier), {"geste": "maintenir:preuve_cnda"}, follow=True)
    assert "il n’y a rien à maintenir" in read_page(reponse).find("main").texte


def test_the_status_read_is_copied_as_one_s_own_answer(connecte, dossier, membre):
    dossier.reponses.filter(code="statut_cnda").delete()
    read_as(dossier.pieces.get(), fiche(statut="Examen"))
    assert buttons(look(connecte, dossier)) == ["recopier:preuve_cnda"]
    connecte.post(etape_of(dossier), {"geste": "recopier:preuve_cnda"})
    reponse = dossier.reponses.get(code="statut_cnda")
    assert (reponse.valeur, reponse.par) == ("Examen", membre)


@pytest.mark.parametrize("declare", ["", "Obtenu"])
def test_it_is_proposed_and_copied_as_the_ladder_writes_it(connecte, dossier, declare):
    dossier.reponses.filter(code="statut_cnda").update(valeur=declare)
    read_as(dossier.pieces.get(), fiche(statut="EN EXAMEN"))
    assert "Recopier le statut lu, « Examen »" in look(connecte, dossier).texte
    connecte.post(etape_of(dossier), {"geste": "recopier:preuve_cnda"})
    assert dossier.reponses.get(code="statut_cnda").valeur == "Examen"


@pytest.mark.parametrize("geste", ["recopier:preuve_cnda", "recopier:inconnue", "maintenir:", "recopier:"])
def test_a_geste_that_makes_no_sense_changes_nothing(connecte, dossier, geste):
    read_as(dossier.pieces.get(), page())
    assert connecte.post(etape_of(dossier), {"geste": geste}).status_code == 302
    assert dossier.reponses.get(code="statut_cnda").valeur == "Pré-examen"


def test_unsure_reading_says_that_nothing_is_blocked(connecte, dossier):
    read_as(dossier.pieces.get(), page())
    bloc = look(connecte, dossier)
    assert bloc.find("span", "fr-badge--warning").texte == "Lecture incertaine, à vérifier"
    assert "Rien n’est bloqué" in bloc.texte


def test_reading_given_up_says_so(connecte, dossier):
    Lecture.objects.update(etat="abandonnee")
    assert look(connecte, dossier).texte == "Cette image n’a pas pu être lue automatiquement : l’ANS la regardera."


def test_personal_data_are_pointed_out_with_what_to_do(connecte, dossier):
    read_as(dossier.pieces.get(), page(("Contact : jean@exemple.fr", 0, 0)))
    bloc = look(connecte, dossier)
    assert "adresse électronique « jean@exemple.fr »" in bloc.texte
    piece = dossier.pieces.get()
    assert bloc.find("a").attrs["href"] == reverse("depot:masquer", args=[dossier.uuid, piece.uuid])


def test_a_proof_on_which_nothing_is_read_has_no_place_for_it(connecte, membre):
    dossier = make_dossier(membre, etape=2)
    piece = make_piece(dossier)
    Lecture.objects.all().delete()
    reponse = connecte.get(reverse("depot:lecture", args=[dossier.uuid, piece.uuid]))
    assert (reponse.status_code, reponse.content.strip()) == (200, b"")
