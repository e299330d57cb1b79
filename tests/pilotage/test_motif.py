"""Reasons edited in pilotage: shown before they are kept, refused with a sentence, withdrawn, never deleted."""

import pytest

from dossiers.actions.motif import publish_motifs, save_motif
from dossiers.models import Motif
from dossiers.queries.motif import motif_of
from dossiers.referentiel.motif import Modele
from tests.factories import make_administrateur, make_instructeur
from tests.instruction.outils import text

pytestmark = pytest.mark.django_db
LISTE, NOUVEAU = "/pilotage/motifs/", "/pilotage/motifs/nouveau/"
SAISIE = {
    "code": "trop-vieux", "libelle": "Preuve trop ancienne",
    "texte": "Le statut « {statut_lu} » date de trop longtemps.", "kind": "piece", "format": "", "rang": "5",
}  # fmt: skip


@pytest.fixture
def admin(client):
    publish_motifs()
    compte = make_administrateur()
    client.force_login(compte)
    return compte


def test_the_list_shows_each_with_its_state(client, admin):
    page = text(client.get(LISTE))
    assert "Image coupée ou mal cadrée La copie d’écran est coupée" in page
    assert page.count("proposé") >= 14
    assert "une déclaration (une liste, ou « néant »)" in page


def test_an_instructeur_reads_and_edits_nothing(client, admin):
    client.force_login(make_instructeur())
    page = client.get(LISTE)
    assert ("Nouveau motif" in text(page), "Retirer" in text(page)) == (False, False)
    assert client.post(NOUVEAU, SAISIE).status_code == 403


def test_an_empty_list_says_so(client):
    client.force_login(make_instructeur())
    assert "Aucun motif" in text(client.get(LISTE))


def test_the_preview_shows_the_words_filled_in_and_keeps_nothing(client, admin):
    page = text(client.post(NOUVEAU, SAISIE | {"geste": "apercu"}))
    assert "Le statut « Recette » date de trop longtemps." in page
    assert not Motif.objects.filter(code="trop-vieux").exists()


def test_a_new_one_is_kept(client, admin):
    assert client.post(NOUVEAU, SAISIE | {"geste": "enregistrer"}).headers["Location"] == LISTE
    garde = motif_of("trop-vieux")
    assert (garde.libelle, garde.kind, garde.rang, garde.modifie_par) == ("Preuve trop ancienne", "piece", 5, admin)


@pytest.mark.parametrize(
    ("champs", "champ", "phrase"),
    [
        ({"texte": "Voir {statu}."}, "texte", "n’est pas une variable connue"),
        ({"texte": ""}, "texte", "Ce champ est obligatoire."),
        ({"code": "image-coupee"}, "code", "Ce code est déjà celui d’un autre motif."),
        ({"code": "Été !"}, "code", ""),
        ({"rang": "99999"}, "rang", ""),
        ({"rang": "abc"}, "rang", ""),
        ({"kind": "photo"}, "kind", ""),
        ({"libelle": "x" * 81}, "libelle", ""),
    ],
)
def test_a_fault_is_tied_to_its_field_and_loses_nothing(client, admin, champs, champ, phrase):
    saisie = SAISIE | champs | {"geste": "enregistrer"}
    reponse = client.post(NOUVEAU, saisie)
    form = reponse.context["form"]
    assert (reponse.status_code, list(form.errors)) == (200, [champ])
    assert phrase in form.errors[champ][0]
    assert {nom: form[nom].value() for nom in SAISIE} == {nom: saisie[nom] for nom in SAISIE}
    assert Motif.objects.count() == 14


def test_one_is_edited_and_its_code_stays(client, admin):
    adresse = "/pilotage/motifs/image-coupee/"
    assert client.get(adresse).context["form"]["version"].value() == 0
    saisie = SAISIE | {"code": "pirate", "version": "0", "geste": "enregistrer"}
    assert client.post(adresse, saisie).status_code == 302
    assert (motif_of("image-coupee").libelle, motif_of("image-coupee").version) == ("Preuve trop ancienne", 1)
    assert not Motif.objects.filter(code="pirate").exists()


def test_two_administrators_at_once_and_the_second_may_go_on(client, admin):
    save_motif(modele=Modele("image-coupee", "Coupée", "Texte.", "piece"), rang=None, par=admin, version=0)
    saisie = SAISIE | {"version": "0", "geste": "enregistrer"}
    reponse = client.post("/pilotage/motifs/image-coupee/", saisie)
    assert "modifié pendant votre saisie" in text(reponse)
    form = reponse.context["form"]
    assert (form["texte"].value(), form["version"].value()) == (SAISIE["texte"], 1)
    assert client.post("/pilotage/motifs/image-coupee/", saisie | {"version": "1"}).status_code == 302


def test_one_is_withdrawn_then_offered_again(client, admin):
    adresse = "/pilotage/motifs/image-coupee/proposer/"
    assert client.post(adresse, {"proposer": "non"}).headers["Location"] == LISTE
    page = text(client.get(LISTE))
    assert "Le motif « Image coupée ou mal cadrée » n’est plus proposé" in page
    assert (motif_of("image-coupee").actif, "Proposer de nouveau" in page) == (False, True)
    client.post(adresse, {"proposer": "oui"})
    assert motif_of("image-coupee").actif is True


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_list_costs_the_same(client, nombre, django_assert_num_queries):
    compte = make_administrateur()
    client.force_login(compte)
    for rang in range(nombre):
        save_motif(modele=Modele(f"m-{rang}", "L", "T"), rang=None, par=compte)
    with django_assert_num_queries(3):
        client.get(LISTE)
