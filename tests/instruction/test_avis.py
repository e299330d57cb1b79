"""An opinion is asked from a page of its own, its answer is read on the dossier's, and it may be taken back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.actions.avis import answer_avis
from dossiers.actions.quarantaine import quarantine_piece
from dossiers.models import Avis, Envoi
from tests.factories import fresh, make_avis, make_decided, make_submitted
from tests.instruction.outils import address, text, typed
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
CHAMPS = {"nom": "Jeanne Expert", "courriel": "jeanne@exemple.fr", "question": "Est-ce lui ?", "jours": "5"}


@pytest.fixture
def dossier():
    return make_submitted()


def url(dossier) -> str:
    return reverse("instruction:demander_avis", args=[dossier.uuid])


def section(client, dossier):
    return read_page(client.get(address(dossier))).find_id("avis-demandes")


def test_from_the_dossier_to_the_question_and_back(client, ans, dossier):
    assert url(dossier) in [a.attrs.get("href") for a in section(client, dossier).find_all("a")]
    page = read_page(client.get(url(dossier)))
    assert page.find_id("id_jours").attrs["value"] == "10"
    piece = dossier.pieces.get()
    reponse = client.post(url(dossier), {**CHAMPS, "pieces": [str(piece.uuid)]}, follow=True)
    assert reponse.redirect_chain == [(address(dossier), 302)]
    assert "Votre question est envoyée à Jeanne Expert" in text(reponse)
    avis = Avis.objects.get()
    assert (avis.demande_par, list(avis.pieces.all()), Envoi.objects.filter(genre="avis").count()) == (ans, [piece], 1)
    dit = section(client, dossier).texte
    assert "Jeanne Expert (jeanne@exemple.fr) avis attendu" in dit
    assert "avec « cnda.png »" in dit


def test_all_that_is_missing_is_said_at_once_and_nothing_is_lost(client, ans, dossier):
    reponse = client.post(url(dossier), {"nom": "Jeanne", "courriel": "jeanne", "question": "", "jours": "0"})
    page = read_page(reponse)
    for champ in ("courriel", "question", "pieces", "jours"):
        assert page.find_id(f"id_{champ}_error") is not None, champ
    assert page.find_id("id_nom").attrs["value"] == "Jeanne"
    assert not Avis.objects.exists()


@pytest.mark.parametrize(("champ", "valeur"), [("jours", "dix"), ("pieces", "inconnue"), ("nom", "a\x00b")])
def test_bad_values_are_sentences(client, ans, dossier, champ, valeur):
    piece = str(dossier.pieces.get().uuid)
    reponse = client.post(url(dossier), {**CHAMPS, "pieces": [piece], champ: valeur})
    assert (reponse.status_code in (200, 400), Avis.objects.count()) == (True, 0)


def test_a_proof_in_quarantine_is_not_offered(client, ans, dossier):
    quarantine_piece(piece=dossier.pieces.get(), motif="Un nom de patient.", par=ans)
    assert read_page(client.get(url(dossier))).find_all("input", type="checkbox") == []


def test_not_while_the_etape_is_elsewhere(client, ans):
    dossier = make_decided("demander_complements")
    assert "Un avis se demande pendant l’instruction" in text(client.get(url(dossier)))
    assert url(dossier) not in client.get(address(dossier)).content.decode()
    piece = str(dossier.pieces.get().uuid)
    reponse = client.post(url(dossier), {**CHAMPS, "pieces": [piece]})
    assert "Est-ce lui ?" in text(reponse)
    assert not Avis.objects.exists()


def test_the_answer_is_read_on_the_dossier(client, ans, dossier):
    avis = make_avis(dossier, ans)
    answer_avis(avis=avis, texte="Oui,\nc’est lui.", sens="reserve", adresse="192.0.2.1", le=avis.le)
    dit = section(client, dossier).texte
    assert "Oui, c’est lui. Avis réservé, rendu le 2 mars 2026 à 10 h." in dit
    assert "L’avis demandé est rendu." in text(client.get(address(dossier)))


def test_taken_back(client, ans, dossier):
    avis = make_avis(dossier, ans)
    retirer = reverse("instruction:retirer_avis", args=[dossier.uuid, avis.uuid])
    client.post(retirer)
    assert "Retiré par Inès Leroy" in section(client, fresh(dossier)).texte
    reponse = client.post(retirer, follow=True)
    assert "Cette demande ne peut plus être retirée : demande retirée." in text(reponse)
    autre = make_submitted()
    assert client.post(reverse("instruction:retirer_avis", args=[autre.uuid, avis.uuid])).status_code == 404


def test_taking_back_loses_no_verdict_typed_in_the_page(client, ans, dossier):
    avis = make_avis(dossier, ans, timezone.now())
    page = fresh(dossier)
    retirer = reverse("instruction:retirer_avis", args=[dossier.uuid, avis.uuid])
    assert retirer in [b.attrs.get("formaction") for b in section(client, dossier).find_all("button")]
    champs = {"version": page.version, "tour": 1, "verdict_nie": "a_corriger", "motif_nie": "Faux."}
    reponse = client.post(retirer, champs)
    assert (reponse.status_code, typed(reponse)) == (200, {"verdict_nie": "a_corriger", "motif_nie": "Faux."})
    assert reponse.context["vue"].dossier.version == page.version + 1


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_page_costs_the_same_with_one_or_three(client, ans, dossier, nombre, django_assert_num_queries):
    for rang in range(nombre):
        make_avis(fresh(dossier), ans, question=f"Question {rang}")
    client.get(address(dossier))
    with django_assert_num_queries(28):
        client.get(address(dossier))


def test_a_mail_that_never_arrived_is_said(client, ans, dossier):
    make_avis(dossier, ans, le=timezone.now())
    assert "n’a pas pu être remis" not in section(client, dossier).texte
    Envoi.objects.filter(genre="avis").update(etat="echec")
    assert "Le courriel n’a pas pu être remis à cette adresse" in section(client, dossier).texte
