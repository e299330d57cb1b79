"""Notes on the reviewer's page: written beside verdicts without losing any, taken back by their author."""

import pytest
from django.urls import reverse

from dossiers.actions.note import write_note
from dossiers.models import Note
from tests.factories import fresh, make_dossier, make_instructeur, make_submitted
from tests.instruction.outils import CONFORMES, address, post, text, typed
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
TEXTE = "Déjà vu chez ce même éditeur."


@pytest.fixture
def dossier():
    return make_submitted()


def write(client, dossier, **champs):
    donnees = {"version": dossier.version, "tour": dossier.soumissions.count(), "noter": "1", **champs}
    return client.post(reverse("instruction:noter", args=[dossier.uuid]), donnees)


def notes(reponse):
    return read_page(reponse).find_id("notes")


def test_written_then_read_with_who_and_when(client, ans, dossier):
    reponse = write(client, dossier, note_texte=TEXTE, note_exigence="nil")
    assert (reponse.status_code, reponse.url) == (302, address(dossier))
    dit = notes(client.get(address(dossier))).texte
    assert TEXTE in dit
    assert "Inès Leroy, le " in dit
    assert "sur : Numéro d’identification logiciel (NIL)" in dit


def test_the_list_one_came_from_is_kept(client, ans, dossier):
    liste = {"file": "vue=equipe"}
    page = client.get(address(dossier), liste).content.decode()
    noter = reverse("instruction:noter", args=[dossier.uuid])
    assert f'formaction="{noter}?file=vue%3Dequipe"' in page
    champs = {"version": dossier.version, "tour": 1, "noter": "1", "note_texte": TEXTE}
    reponse = client.post(f"{noter}?file=vue%3Dequipe", champs)
    assert (reponse.status_code, reponse.url) == (302, f"{address(dossier)}?file=vue%3Dequipe")


def test_verdicts_typed_beside_it_stay(client, ans, dossier):
    reponse = write(client, dossier, note_texte=TEXTE, verdict_nie="a_corriger", motif_nie="Faux.")
    assert reponse.status_code == 200
    assert typed(reponse) == {"verdict_nie": "a_corriger", "motif_nie": "Faux."}
    assert read_page(reponse).find_id("id_note_texte").texte == ""
    assert "Votre note est enregistrée. L’ANS seule la lit." in text(reponse)
    assert fresh(dossier).version == dossier.version


def test_a_note_that_was_typed_is_kept_whatever_button_is_pressed(client, ans, dossier):
    assert post(client, dossier, "examiner", {"verdict_nie": "conforme"}, note_texte=TEXTE).status_code == 302
    assert Note.objects.get().texte == TEXTE
    dossier = fresh(dossier)
    assert post(client, dossier, "valider", CONFORMES, note_texte="Bien.", note_exigence="nie").status_code == 302
    assert list(Note.objects.order_by("pk").values_list("texte", "exigence")) == [(TEXTE, ""), ("Bien.", "nie")]


def test_a_note_typed_beside_a_refused_decision_stays_and_is_not_kept_twice(client, ans, dossier):
    reponse = post(client, dossier, "valider", {}, note_texte=TEXTE)
    assert read_page(reponse).find_id("id_note_texte").texte == TEXTE
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("champs", "ancre", "phrase"),
    [
        ({"note_texte": " "}, "id_note_texte_error", "Écrivez la note avant de l’enregistrer."),
        ({"note_texte": "x", "note_exigence": "non"}, "id_note_exigence_error", "Choisissez le dossier, ou une de"),
    ],
)
def test_refused_at_its_field_with_all_that_was_typed(client, ans, dossier, champs, ancre, phrase):
    reponse = write(client, dossier, verdict_nie="conforme", **champs)
    assert phrase in read_page(reponse).find_id(ancre).texte
    assert typed(reponse) == {"verdict_nie": "conforme"}
    assert not Note.objects.exists()


def test_on_a_stale_page_the_note_is_kept_and_what_changed_is_said(client, ans, dossier):
    page = fresh(dossier)
    post(client, dossier, "examiner", {"verdict_nil": "conforme"})
    reponse = write(client, page, note_texte=TEXTE, verdict_nie="conforme")
    assert reponse.status_code == 409
    assert Note.objects.get().texte == TEXTE
    assert typed(reponse)["verdict_nie"] == "conforme"


def test_on_a_dossier_that_is_not_with_the_ans(client, ans):
    dossier = make_dossier()
    assert write(client, dossier, note_texte=TEXTE).status_code == 302
    assert TEXTE in notes(client.get(address(dossier))).texte
    reponse = write(client, dossier, note_texte="")
    assert "Écrivez la note avant de l’enregistrer." in notes(reponse).texte


def test_taken_back_and_still_there(client, ans, dossier):
    note = write_note(dossier=dossier, texte=TEXTE, par=ans)
    url = reverse("instruction:retirer_note", args=[dossier.uuid, note.pk])
    assert client.post(url, {"version": dossier.version, "tour": 1}).status_code == 302
    page = notes(client.get(address(dossier)))
    assert page.find("del").texte == TEXTE
    assert "Retirée par son auteur le " in page.texte


def test_somebody_else_s_has_no_button_and_is_refused(client, ans, dossier):
    note = write_note(dossier=dossier, texte=TEXTE, par=make_instructeur())
    url = reverse("instruction:retirer_note", args=[dossier.uuid, note.pk])
    assert url not in client.get(address(dossier)).content.decode()
    assert client.post(url).status_code == 403


def test_what_is_written_is_text(client, ans, dossier):
    write(client, dossier, note_texte="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(address(dossier)).content.decode()
