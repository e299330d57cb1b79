"""The reading beside the proof, for its reviewer: a hint, whose contrary is a person's word."""

from datetime import timedelta

import pytest

from dossiers.actions.apercu import make_apercu
from dossiers.actions.etape import submit_etape
from dossiers.actions.lecture import maintain_reponse
from dossiers.models import Lecture
from tests.factories import LUNDI, fresh, make_dossier, make_membre, make_ready, make_submitted
from tests.fiches import fiche, page
from tests.instruction.outils import CONFORMES, address, post, text
from tests.lecture import read_page
from tests.lectures import read_as

pytestmark = pytest.mark.django_db


def _sent(lue, maintenu: bool = False):
    dossier = make_ready(make_dossier(make_membre(prenom="Claire", nom="Fontaine"), etape=2))
    read_as(dossier.pieces.get(), lue)
    if maintenu:
        maintain_reponse(dossier=dossier, exigence="preuve_cnda", par=dossier.cree_par, le=LUNDI)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    return fresh(dossier)


def _block(client, dossier):
    return read_page(client.get(address(dossier))).find("div", "segur-lecture")


def test_it_is_beside_what_was_declared(client, ans):
    bloc = _block(client, _sent(fiche()))
    assert bloc.find("span", "fr-badge").texte == "Concorde"
    assert bloc.find("tbody").find_all("tr")[0].texte == "NIL 456-A 456-A , concorde"


def test_what_the_editeur_answered_for_is_said(client, ans):
    bloc = _block(client, _sent(fiche("789-B"), maintenu=True))
    assert bloc.find("span", "fr-badge").texte == "Ne concorde pas"
    assert "Réponse maintenue par l’éditeur : Claire Fontaine" in bloc.texte


def test_what_they_answered_for_since_is_not_in_what_was_sent(client, ans):
    dossier = _sent(fiche("789-B"), maintenu=True)
    Lecture.objects.update(maintenu_le=LUNDI + timedelta(seconds=1))
    assert "Réponse maintenue" not in _block(client, dossier).texte


def test_zones_are_drawn_on_the_proof(client, ans):
    dossier = _sent(fiche())
    make_apercu(dossier.pieces.get().pk)
    traits = read_page(client.get(address(dossier))).find("svg", "segur-zones").find_all("polygon")
    assert sorted(trait.attrs["class"].split("--")[1] for trait in traits) == ["nie", "nil", "statut"]


def test_nothing_read_nothing_said(client, ans):
    assert read_page(client.get(address(make_submitted()))).find_all("div", "segur-lecture") == []


def test_conforme_against_the_reading_is_kept_as_such(client, ans):
    dossier = _sent(fiche("789-B"), maintenu=True)
    post(client, dossier, "examiner", CONFORMES)
    evenement = dossier.evenements.order_by("-rang").first()
    assert (evenement.geste, evenement.donnees["malgre_lecture"]) == ("examiner", ["preuve_cnda"])
    assert "contre l’avis de la lecture automatique" in text(client.get(address(dossier)))


def test_conforme_in_agreement_says_nothing_more(client, ans):
    dossier = _sent(fiche())
    post(client, dossier, "examiner", CONFORMES)
    assert "malgre_lecture" not in dossier.evenements.order_by("-rang").first().donnees


def test_a_picture_already_seen_is_told_to_the_reviewer_alone(client, ans):
    ailleurs, ici = make_submitted(), _sent(page())
    assert f"dans le dossier {ailleurs.reference}" in text(client.get(address(ici)))
    client.force_login(ici.cree_par)
    for adresse in (f"/dossiers/{ici.uuid}/", f"/dossiers/{ici.uuid}/etape/2/"):
        assert ailleurs.reference not in client.get(adresse).content.decode()


def test_a_picture_already_seen_is_told_and_counted_even_when_nothing_was_read(client, ans):
    ailleurs, ici = make_submitted(), make_submitted()
    reponse = client.get(address(ici))
    assert f"La même image a été envoyée par une autre entreprise, {ailleurs.editeur}," in text(reponse)
    # The other company carries the same numbers too.
    assert [ligne.code for ligne in reponse.context["vue"].instruction.attentions] == ["nie", "nil", "preuve_cnda"]


def test_the_history_of_the_request_is_shown(client, ans):
    page_lue = read_page(client.get(address(_sent(fiche()))))
    assert "Pré-examen, NIL 456-A" in page_lue.find("section", aria_labelledby="titre-passages").texte


def test_what_was_read_on_a_draft_is_not_in_the_history(client, ans):
    dossier = _sent(fiche("789-B"), maintenu=True)
    assert "lire" in [evenement.geste for evenement in dossier.evenements.order_by("rang")]
    gestes = [ligne.geste for ligne in client.get(address(dossier)).context["vue"].historique]
    assert ("lire" in gestes, "soumettre" in gestes) == (False, True)
