"""The last look, and the sending: what is shown, what is refused, and once only."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.actions.reponse import save_reponses
from dossiers.models import Envoi, Soumission
from tests.factories import (
    LUNDI,
    fresh,
    make_decided,
    make_dossier,
    make_editeur,
    make_membre,
    make_piece,
    make_ready,
    make_submitted,
    picture,
)
from tests.fiches import page as page_lue
from tests.lecture import read_page
from tests.lectures import read_as

pytestmark = pytest.mark.django_db
DRIMBOX = "DSR-IMG-DB-Va2"


def page_of(dossier) -> str:
    return reverse("depot:envoi", args=[dossier.uuid])


def receipt_of(dossier, tour: int = 1) -> str:
    return reverse("depot:recepisse", args=[dossier.uuid, tour])


def etape_2_of(dossier) -> str:
    return reverse("depot:etape", args=[dossier.uuid, 2])


def test_what_is_personal_is_pointed_out_before_it_leaves(connecte, membre):
    dossier = make_ready(make_dossier(membre, etape=2))
    read_as(dossier.pieces.get(), page_lue(("jean@exemple.fr", 0, 0)))
    assert "« jean@exemple.fr »" in read_page(connecte.get(page_of(dossier))).find("main").texte


def test_all_that_will_be_sent_is_shown_with_its_preview(connecte, membre):
    dossier = make_ready(make_dossier(membre, etape=2))
    dossier.pieces.update(deposee_le=timezone.now())
    page = read_page(connecte.get(page_of(dossier))).find("main")
    assert [titre.texte for titre in page.find_all("h3")] == [
        "Votre situation",
        "Identifiants CNDA",
        "Démarches auprès du CNDA",
        "Déclarations",
    ]
    assert [bloc.texte for liste in page.find_all("dl") for bloc in liste.find_all("dd")] == [
        "Non",
        "00123",
        "456-A",
        "Aperçu en préparation… Rechargez la page dans un instant. cnda.png, statut : Pré-examen",
        "néant",
    ]
    assert fresh(dossier).etat == "ouverte"


def test_an_unknown_status_is_said_once_more(connecte, membre):
    dossier = make_ready(make_dossier(membre, etape=2), statut_cnda="En cours actif")
    alerte = read_page(connecte.get(page_of(dossier))).find("main").find("div", "fr-alert--warning")
    assert alerte.texte == (
        "Preuve de la demande déposée au CNDA Le statut « En cours actif » nous est inconnu : l’ANS vérifiera qu’il "
        "vaut "
        "au moins « Pré-examen »."
    )


def test_a_missed_limit_is_said_and_does_not_forbid(connecte, membre):
    dossier = make_ready(make_dossier(membre, etape=2, code=DRIMBOX))
    alerte = read_page(connecte.get(page_of(dossier))).find("main").find("div", "fr-alert--warning")
    assert alerte.texte == (
        "La date limite est dépassée Dépôt du dossier administratif à l’ANS : 10 septembre 2025 à 12 h. "
        "Vous pouvez envoyer, mais l’ANS peut refuser un dépôt tardif."
    )
    assert connecte.post(page_of(dossier))["Location"] == receipt_of(dossier)


@pytest.mark.parametrize("role", ["mandataire", "representant", "salarie"])
def test_each_role_sends_and_gets_the_receipt(client, role):
    editeur = make_editeur("Alpha Santé")
    dossier = make_ready(make_dossier(make_membre(editeur), etape=2))
    client.force_login(make_membre(editeur, role))
    reponse = client.post(page_of(dossier), follow=True)
    assert reponse.redirect_chain == [(receipt_of(dossier), 302)]
    assert [str(m) for m in reponse.context["messages"]] == ["Votre étape 2 est envoyée à l’ANS."]
    assert fresh(dossier).etat == "soumise"


def test_sending_twice_sends_once_and_answers_the_same_receipt(connecte, membre):
    dossier = make_ready(make_dossier(membre, etape=2))
    reponses = [connecte.post(page_of(dossier)) for _ in range(2)]
    assert [reponse["Location"] for reponse in reponses] == [receipt_of(dossier)] * 2
    assert Soumission.objects.count() == 1
    assert Envoi.objects.filter(genre="recepisse").count() == 1


def test_once_sent_the_last_look_is_the_receipt(connecte, membre):
    dossier = make_submitted(membre)
    assert connecte.get(page_of(dossier))["Location"] == receipt_of(dossier)


@pytest.mark.parametrize("methode", ["get", "post"])
@pytest.mark.parametrize(
    "fabrique",
    [
        make_dossier,
        lambda par: make_dossier(par, etape=2),
        lambda par: make_decided("demander_complements", membre=par),
        lambda par: make_decided("valider", membre=par),
        lambda par: make_decided("refuser", membre=par),
    ],
    ids=["étape 1", "incomplete", "contested", "validated", "refused"],
)
def test_what_cannot_be_sent_goes_back_to_the_etape(connecte, membre, methode, fabrique):
    dossier = fabrique(membre)
    avant = Soumission.objects.count()
    assert getattr(connecte, methode)(page_of(dossier))["Location"] == etape_2_of(dossier)
    assert Soumission.objects.count() == avant


def test_what_became_incomplete_meanwhile_is_refused_with_a_sentence(connecte, membre, monkeypatch):
    """A colleague empties a field between the look and the lock."""
    dossier = make_ready(make_dossier(membre, etape=2))
    from dossiers.depot import envoi

    lire = envoi.read_vue

    def lire_puis_vider(compte, uuid):
        vue = lire(compte, uuid)
        save_reponses(dossier=dossier, valeurs={"nil": ""}, par=membre, le=LUNDI)
        return vue

    monkeypatch.setattr(envoi, "read_vue", lire_puis_vider)
    reponse = connecte.post(page_of(dossier), follow=True)
    assert reponse.redirect_chain == [(etape_2_of(dossier), 302)]
    assert [str(m) for m in reponse.context["messages"]] == ["Il reste un point à régler avant l’envoi."]
    assert Soumission.objects.count() == 0


def test_after_complements_a_second_round_is_sent(connecte, membre):
    dossier = make_decided("demander_complements", membre=membre)
    make_piece(dossier, nom="mieux.png", contenu=picture(couleur="blue"))
    assert connecte.post(page_of(dossier))["Location"] == receipt_of(dossier, 2)
    assert list(Soumission.objects.order_by("tour").values_list("tour", "decision")) == [
        (1, "demander_complements"),
        (2, ""),
    ]
