"""The ANS's way to a decision, and an administrator's to its revocation."""

from uuid import uuid4

import pytest
from django.urls import reverse

from dossiers.models import Decision
from tests.factories import (
    fresh,
    make_administrateur,
    make_decided,
    make_submitted,
)
from tests.instruction.outils import address
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
MOTIF = "La preuve était celle d’une autre solution."


@pytest.fixture
def administrateur(client):
    compte = make_administrateur(prenom="Paul", nom="Martin")
    client.force_login(compte)
    return compte


def url(dossier, nom: str = "decision_pdf", tour: int = 1) -> str:
    return reverse(f"instruction:{nom}", args=[dossier.uuid, tour])


def main_of(reponse):
    return read_page(reponse).find("main")


def links_of(reponse) -> list[str]:
    return [a.attrs["href"] for a in main_of(reponse).find_all("a") if "href" in a.attrs]


@pytest.mark.parametrize("sens", ["valider", "refuser", "demander_complements"])
def test_the_page_and_the_history_lead_to_each_decision(client, ans, sens):
    dossier = make_decided(sens)
    reponse = client.get(address(dossier))
    assert links_of(reponse).count(url(dossier)) == 2
    assert reverse("decision_numero", args=[Decision.objects.get().numero]) in links_of(reponse)
    pdf = client.get(url(dossier))
    assert (pdf.status_code, pdf["Content-Type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_nothing_before_the_decision(client, ans):
    dossier = make_submitted()
    assert main_of(client.get(address(dossier))).find_all(id="titre-decisions") == []
    assert [client.get(url(dossier, tour=tour)).status_code for tour in (0, 1, 10**30)] == [404] * 3


@pytest.mark.parametrize("sens", ["valider", "refuser"])
def test_an_administrator_revokes_with_a_reason(client, administrateur, sens):
    dossier = make_decided(sens)
    decision = Decision.objects.get()
    assert url(dossier, "revoquer_decision") in links_of(client.get(address(dossier)))
    page = read_page(client.get(url(dossier, "revoquer_decision")))
    assert (page.find("h1").texte, page.find_id("id_motif").texte) == ("Révoquer une décision", "")
    reponse = client.post(url(dossier, "revoquer_decision"), {"motif": MOTIF}, follow=True)
    assert reponse.redirect_chain == [(address(dossier), 302)]
    texte = main_of(reponse).texte
    assert f"La décision {decision.numero} est révoquée. L’éditeur et le référent en sont avertis." in texte
    assert f"Motif : {MOTIF}" in texte
    assert f"Paul Martin a révoqué la décision rendue à l’étape 2 (récépissé {dossier.reference}-E2-T1)" in texte
    assert url(dossier, "revoquer_decision") not in links_of(reponse)
    assert (fresh(dossier).etape, fresh(dossier).etat) == (dossier.etape, dossier.etat)


@pytest.mark.parametrize(
    ("sens", "suite"),
    [
        (
            "valider",
            "L’étape 2 n’est pas rouverte, et la suivante reste ouverte. Rien ne la fera examiner",
        ),
        ("refuser", "Le dossier reste refusé et ne se rouvre pas : l’éditeur peut présenter une nouvelle candidature."),
    ],
)
def test_revoked_it_is_said_first_with_what_it_leaves_and_what_to_do(client, administrateur, sens, suite):
    dossier = make_decided(sens)
    assert "est révoquée" not in main_of(client.get(address(dossier))).texte
    assert suite in main_of(client.get(url(dossier, "revoquer_decision"))).texte
    client.post(url(dossier, "revoquer_decision"), {"motif": MOTIF})
    client.get(address(dossier))
    alerte = main_of(client.get(address(dossier))).find("div", "fr-alert--warning", data_revoquee="")
    assert alerte.texte.startswith(f"La décision n° {Decision.objects.get().numero} est révoquée Rendue par ")
    assert suite in alerte.texte
    assert alerte.find("a").attrs["href"] == reverse("aide:messages", args=[dossier.uuid])


def test_it_is_revoked_once_and_said(client, administrateur):
    dossier = make_decided()
    client.post(url(dossier, "revoquer_decision"), {"motif": MOTIF})
    reponse = client.post(url(dossier, "revoquer_decision"), {"motif": "Encore."})
    page = main_of(reponse)
    assert (reponse.status_code, page.find_all("form")) == (200, [])
    assert f"par Paul Martin. Motif : {MOTIF}" in page.texte
    assert Decision.objects.get().revocation_motif == MOTIF


@pytest.mark.parametrize(
    ("motif", "phrase"),
    [
        (" ", "Erreur : Dites pourquoi cette décision est révoquée : l’éditeur et le référent liront ce motif."),
        ("a" * 501, "Erreur : Ce motif compte 501 caractères ; 500 au plus sont admis."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(client, administrateur, motif, phrase):
    dossier = make_decided()
    reponse = client.post(url(dossier, "revoquer_decision"), {"motif": motif})
    page = read_page(reponse)
    assert (reponse.status_code, page.find_id("id_motif_error").texte) == (200, phrase)
    assert page.find_id("id_motif").texte == motif.strip()
    assert Decision.objects.get().revoquee_le is None


def test_where_nothing_can_be_revoked_it_is_said(client, administrateur):
    dossier = make_decided("demander_complements")
    assert url(dossier, "revoquer_decision") not in links_of(client.get(address(dossier)))
    page = main_of(client.get(url(dossier, "revoquer_decision")))
    assert "« Révoquer une décision » n’est pas possible maintenant" in page.texte


def test_a_reviewer_neither_sees_the_button_nor_may(client, ans):
    dossier = make_decided()
    assert url(dossier, "revoquer_decision") not in links_of(client.get(address(dossier)))
    assert client.get(url(dossier, "revoquer_decision")).status_code == 403
    assert client.post(url(dossier, "revoquer_decision"), {"motif": MOTIF}).status_code == 403
    assert Decision.objects.get().revoquee_le is None


@pytest.mark.parametrize("nom", ["decision_pdf", "revoquer_decision"])
def test_an_editeur_gets_the_404_of_an_unknown_page(client, nom):
    dossier = make_decided()
    client.force_login(dossier.cree_par)
    inconnue = client.get(reverse(f"instruction:{nom}", args=[uuid4(), 1]))
    vraie = client.get(url(dossier, nom))
    assert (vraie.status_code, main_of(vraie).texte) == (404, main_of(inconnue).texte)
