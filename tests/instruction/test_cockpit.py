"""The four sources, the proofs, the reasons and the zone of a correction, as the reviewer's page has them."""

import pytest

from dossiers.actions.apercu import make_apercu
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.motif import offer_motif, publish_motifs
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier, Examen
from dossiers.queries.motif import motif_of
from dossiers.rules.situation import Examen as Avis
from dossiers.rules.zone import AILLEURS, DEHORS, ILLISIBLE, Zone
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_dossier,
    make_instructeur,
    make_piece,
    make_pieces,
    make_ready,
    make_submitted,
    picture,
    verdicts,
)
from tests.fiches import fiche
from tests.instruction.outils import CONFORMES, COUPEE, address, errors, post, text, typed
from tests.lecture import read_page
from tests.lectures import read_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def ans(client):
    publish_motifs()
    compte = make_instructeur(prenom="Inès", nom="Leroy")
    client.force_login(compte)
    return compte


@pytest.fixture
def dossier():
    return make_submitted()


def read(lue=None, **reponses) -> Dossier:
    """Sent, its proof read since: whatever it says held nothing back."""
    dossier = make_ready(make_dossier(etape=2), **reponses)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    read_as(dossier.pieces.get(), lue or fiche())
    return fresh(dossier)


def sources(client, dossier: Dossier) -> dict[str, list[str]]:
    """The four sources of each requirement, as a person reads them."""
    page = read_page(client.get(address(dossier)))
    articles = page.find_all("article", "segur-exigence")
    return {
        a.attrs["data-exigence"]: [" ".join(dd.texte.split()) for dd in a.find("dl", "segur-sources").find_all("dd")]
        for a in articles
    }


def test_four_sources_of_a_first_dossier(client, ans):
    assert sources(client, read()) == {
        "nie": ["00123", "00123 = identique à ce qui est déclaré", "rien ailleurs", "premier envoi"],
        "nil": ["456-A", "456-A = identique à ce qui est déclaré", "rien ailleurs", "premier envoi"],
        "preuve_cnda": ["Pré-examen", "Pré-examen = identique à ce qui est déclaré", "rien ailleurs", "premier envoi"],
        "versions_obsoletes": ["néant", "ne se lit pas", "rien ailleurs", "premier envoi"],
    }


def test_what_differs_is_said_in_words(client, ans):
    lus = sources(client, read(fiche("789-B")))
    assert lus["nil"][1] == "789-B ≠ diffère"
    assert sources(client, read(statut_cnda="Examen"))["preuve_cnda"][1] == "Pré-examen ≠ diffère"


def test_a_proof_that_was_not_read_says_so(client, ans, dossier):
    assert sources(client, dossier)["nil"][1] == "preuve non lue"


def test_another_dossier_is_named_and_alarms(client, ans, dossier):
    copie = make_submitted()
    reponse = client.get(address(dossier))
    assert f"≠ déjà pris une autre entreprise, {copie.reference}" in text(reponse).replace("( ", "(")
    assert f"Ce numéro est aussi celui de {copie.editeur} ({copie.solution})." in text(reponse)
    douteuses = [ligne.code for ligne in reponse.context["vue"].instruction.attentions]
    assert douteuses == ["nie", "nil", "preuve_cnda"]


def second_round(zone: bool = False) -> Dossier:
    dossier = read(fiche(statut="Recette"), statut_cnda="Pré-examen")
    pointe = Zone(str(dossier.pieces.get().uuid), 1, 1000, 2000, 3000, 400) if zone else None
    conteste = {**verdicts(), "preuve_cnda": Avis("preuve_cnda", "a_corriger", "Trop tôt.", zone=pointe)}
    decide_etape(
        dossier=dossier, decision="demander_complements", examens=conteste, version=dossier.version,
        par=make_instructeur(), le=LUNDI,
    )  # fmt: skip
    neuve = make_piece(dossier, contenu=picture(couleur="red"), nom="neuve.png")
    read_as(neuve, fiche())
    save_reponses(dossier=dossier, valeurs={"statut_cnda": "Pré-examen"}, par=dossier.cree_par)
    submit_etape(dossier=dossier, par=dossier.cree_par)
    return fresh(dossier)


def test_what_the_reading_says_has_changed_since_the_correction(client, ans):
    dossier = second_round()
    assert (
        sources(client, dossier)["preuve_cnda"][3]
        == "Pré-examen = identique à ce qui est déclaré lu alors : « Recette »"
    )
    page = text(client.get(address(dossier)))
    assert "La lecture de la preuve a changé : « Recette » avant, « Pré-examen » maintenant." in page
    assert "Correction reçue" in page


def test_the_old_zone_is_drawn_on_the_old_picture_beside_the_new_one(client, ans):
    dossier = second_round(zone=True)
    for piece in dossier.pieces.all():
        make_apercu(piece.pk)
    reponse = client.get(address(dossier))
    neuve, ancienne = reponse.context["preuves"]
    assert (neuve.remplacee, neuve.rivale, neuve.zone) == (False, ancienne.piece, None)
    assert (ancienne.remplacee, ancienne.rivale, ancienne.zone.x) == (True, neuve.piece, 1000)
    page = read_page(reponse)
    assert [f.find("rect") for f in [page.find_id(f"preuve-{neuve.piece.uuid}")] if f.find_all("rect")] == []
    assert page.find_id(f"preuve-{ancienne.piece.uuid}").find("rect").attrs["width"] == "3000"
    assert page.find_id(f"preuve-{ancienne.piece.uuid}").attrs["data-rivale"] == str(neuve.piece.uuid)


def test_each_requirement_names_the_proof_to_look_at(client, ans):
    dossier = read()
    articles = read_page(client.get(address(dossier))).find_all("article", "segur-exigence")
    piece = str(dossier.pieces.get().uuid)
    assert [(a.attrs["data-preuve"], a.attrs["data-champ"]) for a in articles] == [
        (piece, "nie"), (piece, "nil"), (piece, "statut"), ("", ""),
    ]  # fmt: skip


# ---- the reasons


def offered(client, dossier: Dossier, code: str) -> list[str]:
    article = read_page(client.get(address(dossier))).find_id(f"exigence-{code}")
    return [champ.attrs["value"] for champ in article.find_all("input", name=f"modele_{code}")]


def test_reasons_are_those_of_the_requirement_and_of_what_is_known(client, ans):
    dossier = read(fiche(statut="Recette"))
    assert offered(client, dossier, "preuve_cnda") == [
        "image-coupee", "image-illisible", "statut-insuffisant", "statut-a-recopier", "autre-logiciel",
        "autre-document", "donnees-de-patient", "contradiction",
    ]  # fmt: skip
    page = client.get(address(dossier)).content.decode()
    assert (
        "La copie d’écran montre le statut «\u00a0Recette\u00a0»\u202f; il faut au moins «\u00a0Pré-examen\u00a0»."
        in page
    )
    assert "liste-incomplete" in offered(client, dossier, "versions_obsoletes")


def test_a_reason_that_quotes_what_was_not_read_is_not_offered(client, ans, dossier):
    assert "statut-insuffisant" not in offered(client, dossier, "preuve_cnda")


def test_a_reason_chosen_without_the_script_is_its_own_text(client, ans, dossier):
    champs = {**CONFORMES, "verdict_preuve_cnda": "a_corriger", "modele_preuve_cnda": "image-coupee"}
    assert post(client, dossier, "demander_complements", champs).status_code == 302
    examen = Examen.objects.get(exigence="preuve_cnda")
    assert examen.motif.startswith("La copie d’écran est coupée")
    assert examen.modele_id == "image-coupee"


def test_a_reason_written_again_keeps_where_it_came_from(client, ans, dossier):
    post(client, dossier, "examiner", {**COUPEE, "modele_preuve_cnda": "image-coupee"})
    examen = Examen.objects.get()
    assert (examen.motif, examen.modele_id) == (COUPEE["motif_preuve_cnda"], "image-coupee")
    assert typed(client.get(address(dossier))) == {**COUPEE, "modele_preuve_cnda": "image-coupee"}


def test_a_reason_withdrawn_meanwhile_is_refused_and_what_was_typed_stays(client, ans, dossier):
    offer_motif(motif=motif_of("image-coupee"), actif=False, par=make_administrateur())
    saisie = {**COUPEE, "modele_preuve_cnda": "image-coupee"}
    reponse = post(client, dossier, "examiner", saisie)
    assert list(errors(reponse)) == ["modele_preuve_cnda"]
    assert typed(reponse) == saisie


def test_a_reason_kept_stays_valid_once_withdrawn(client, ans, dossier):
    saisie = {**COUPEE, "modele_preuve_cnda": "image-coupee"}
    post(client, dossier, "examiner", saisie)
    offer_motif(motif=motif_of("image-coupee"), actif=False, par=make_administrateur())
    assert post(client, fresh(dossier), "examiner", {**saisie, "verdict_nie": "conforme"}).status_code == 302


# ---- the zone


def zone_of(dossier: Dossier, **champs) -> str:
    uuid = str(dossier.pieces.get().uuid)
    return Zone(uuid, **{"page": 1, "x": 1000, "y": 2000, "largeur": 3000, "hauteur": 400, **champs}).texte


def test_a_zone_is_kept_with_its_correction_and_shown_again(client, ans, dossier):
    make_apercu(dossier.pieces.get().pk)
    saisie = {**COUPEE, "zone_preuve_cnda": zone_of(dossier)}
    assert post(client, dossier, "examiner", saisie).status_code == 302
    assert Examen.objects.get().zone.texte == saisie["zone_preuve_cnda"]
    reponse = client.get(address(dossier))
    assert typed(reponse) == saisie
    assert read_page(reponse).find("svg", "segur-pointe").find("rect").attrs["x"] == "1000"


@pytest.mark.parametrize(
    ("zone", "phrase"),
    [
        (lambda d: "n’importe quoi", ILLISIBLE),
        (lambda d: zone_of(d, x=9000), DEHORS),
        (lambda d: zone_of(make_submitted()), AILLEURS),
    ],
)
def test_a_zone_that_cannot_be_is_told_and_nothing_typed_is_lost(client, ans, dossier, zone, phrase):
    saisie = {**COUPEE, "zone_preuve_cnda": zone(dossier)}
    reponse = post(client, dossier, "examiner", saisie)
    assert errors(reponse) == {"zone_preuve_cnda": [phrase]}
    assert typed(reponse) == saisie
    assert phrase in reponse.content.decode()
    assert Examen.objects.count() == 0


def test_a_zone_drawn_too_late_is_said_among_what_was_typed(client, ans, dossier):
    autre = make_instructeur()
    decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=dossier.version, par=autre)
    reponse = post(client, dossier, "examiner", {**COUPEE, "zone_preuve_cnda": zone_of(dossier)})
    assert reponse.status_code == 409
    assert "À corriger – La copie d’écran est coupée. – une zone dessinée" in text(reponse)


def test_only_a_requirement_with_a_proof_may_be_pointed_at(client, ans, dossier):
    form = client.get(address(dossier)).context["form"]
    assert [nom for nom in form.fields if nom.startswith("zone_")] == ["zone_preuve_cnda"]


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_page_costs_the_same_for_one_or_three_files_and_reasons(client, ans, nombre, django_assert_num_queries):
    """But for one query a file: was its picture seen in another dossier?"""
    dossier = make_ready(make_dossier(etape=2))
    make_pieces(dossier, nombre)
    submit_etape(dossier=dossier, par=dossier.cree_par)
    client.get(address(dossier))
    with django_assert_num_queries(25 + nombre):
        client.get(address(dossier))
