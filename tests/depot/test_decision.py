"""The éditeur's way to a decision: from the dossier, the étape, the receipt and the history; its company's only."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from dossiers.actions.decision import revoke_decision
from dossiers.models import Decision
from tests.decisions import seed_decisions
from tests.factories import (
    LGC,
    LUNDI,
    make_administrateur,
    make_decided,
    make_instructeur,
    make_membre,
    make_submitted,
)
from tests.lecture import read_page

pytestmark = pytest.mark.django_db


def pdf_of(dossier, tour: int = 1) -> str:
    return reverse("depot:decision_pdf", args=[dossier.uuid, tour])


def pages_of(dossier) -> list[str]:
    """Where a decision is found: the dossier, étape 2, the receipt."""
    uuid = dossier.uuid
    lieux = (("dossier", [uuid]), ("etape", [uuid, 2]), ("recepisse", [uuid, 1]))
    return [reverse(f"depot:{nom}", args=arguments) for nom, arguments in lieux]


def links_of(reponse) -> list[str]:
    return [a.attrs["href"] for a in read_page(reponse).find("main").find_all("a") if "href" in a.attrs]


@pytest.mark.parametrize("sens", ["valider", "refuser"])
def test_every_page_of_what_was_decided_leads_to_it(connecte, membre, sens):
    dossier = make_decided(sens, membre=membre)
    assert [pdf_of(dossier) in links_of(connecte.get(page)) for page in pages_of(dossier)] == [True] * 3
    pdf = PdfReader(io.BytesIO(connecte.get(pdf_of(dossier)).content))
    assert pdf.metadata.title == f"Décision {Decision.objects.get().numero}"


def test_a_request_for_complements_has_its_own(connecte, membre):
    dossier = make_decided("demander_complements", membre=membre)
    assert [pdf_of(dossier) in links_of(connecte.get(page)) for page in pages_of(dossier)] == [True] * 3


def test_the_history_leads_to_it(connecte, membre):
    dossier = make_decided(membre=membre)
    historique = read_page(connecte.get(pages_of(dossier)[0])).find("ol", "segur-historique")
    lien = historique.find_all("li")[0].find("a")
    assert (lien.texte, lien.attrs["href"]) == ("La décision (PDF)", pdf_of(dossier))


def test_revoked_each_page_says_when_and_why(connecte, membre):
    dossier = make_decided("refuser", membre=membre)
    decision = Decision.objects.select_related("soumission__dossier").get()
    revoke_decision(decision=decision, motif="Une erreur de lecture.", par=make_administrateur(), le=LUNDI)
    dit = "Décision révoquée le 2 mars 2026 à 10 h. Motif : Une erreur de lecture."
    assert [dit in read_page(connecte.get(page)).find("main").texte for page in pages_of(dossier)] == [True] * 3


def test_revoked_the_dossier_says_it_first_and_what_to_do(connecte, membre, django_assert_num_queries):
    dossier = make_decided("refuser", membre=membre)
    page = pages_of(dossier)[0]
    with CaptureQueriesContext(connection) as avant:
        assert read_page(connecte.get(page)).find_all("div", "fr-alert--error") == []
    decision = Decision.objects.select_related("soumission__dossier").get()
    revoke_decision(decision=decision, motif="Une erreur de lecture.", par=make_administrateur(), le=LUNDI)
    with django_assert_num_queries(len(avant)):
        alerte = read_page(connecte.get(page)).find("div", "fr-alert--error")
    assert alerte.texte == (
        f"L’ANS a révoqué sa décision n° {decision.numero} "
        "Rendue le 2 mars 2026 (étape 2 refusée), elle ne vaut plus depuis le 2 mars 2026 à 10 h. "
        "Motif : Une erreur de lecture. Ce dossier reste clos : vous pouvez présenter une nouvelle candidature. "
        "L’ANS vous dira la suite. Pour toute question, écrivez-lui."
    )
    assert alerte.find("a").attrs["href"] == reverse("aide:messages", args=[dossier.uuid])


def test_a_validation_revoked_says_on_both_pages_that_the_etape_is_not_reopened(connecte, membre):
    dossier = make_decided("valider", membre=membre)
    decision = Decision.objects.select_related("soumission__dossier").get()
    revoke_decision(decision=decision, motif="Une erreur de lecture.", par=make_administrateur(), le=LUNDI)
    suite = (
        "L’étape 2 n’est pas rouverte, et la suivante reste ouverte. Ne vous prévalez plus de cette décision ; "
        "vous n’avez rien à renvoyer tant que l’ANS ne vous le demande pas. L’ANS vous dira la suite."
    )
    for page in pages_of(dossier)[:2]:
        assert suite in read_page(connecte.get(page)).find("div", "fr-alert--error").texte


def test_nothing_before_the_decision(connecte, membre):
    dossier = make_submitted(membre)
    assert [pdf_of(dossier) in links_of(connecte.get(page)) for page in pages_of(dossier)] == [False] * 3
    assert [connecte.get(pdf_of(dossier, tour)).status_code for tour in (0, 1, 2, 10**30)] == [404] * 4


def test_a_decision_without_its_document_is_not_in_the_way(connecte, membre):
    dossier = make_decided("refuser", membre=membre)
    Decision.objects.all()._raw_delete(Decision.objects.db)
    assert [connecte.get(page).status_code for page in pages_of(dossier)] == [200] * 3
    assert connecte.get(pdf_of(dossier)).status_code == 404


@pytest.mark.parametrize("qui", [make_membre, make_instructeur])
def test_another_s_decision_is_the_404_of_an_unknown_one(client, membre, qui):
    dossier = make_decided(membre=membre)
    client.force_login(qui())
    inconnue, vraie = client.get(reverse("depot:decision_pdf", args=[uuid4(), 1])), client.get(pdf_of(dossier))
    assert vraie.status_code == 404
    assert read_page(vraie).find("main").texte == read_page(inconnue).find("main").texte


# ------------------------------------------------------------------ the expected delay

HABITUEL = "Pour ce dispositif, une décision sur deux est rendue en 2 jours ouvrés, quatre sur cinq en 3."


def waits(connecte, dossier) -> list[str]:
    """What the étape's page and the receipt say of the wait."""
    encarts = [
        read_page(connecte.get(page)).find("main").find_all("div", "fr-callout--sm") for page in pages_of(dossier)
    ]
    return [encart.texte for trouves in encarts for encart in trouves]


def test_what_waits_is_told_how_long_it_usually_takes(connecte, membre):
    dossier = make_submitted(membre)
    seed_decisions([1, 1, 1, 1, 1, 2, 2, 3, 3, 14])
    with time_machine.travel(LUNDI + timedelta(days=2), tick=False):
        assert waits(connecte, dossier) == [f"{HABITUEL} Votre envoi attend depuis 2 jours ouvrés."] * 2


def test_nothing_is_said_below_ten_nor_of_another_dispositif(connecte, membre):
    dossier = make_submitted(membre)
    seed_decisions([1] * 9)
    seed_decisions([1] * 20, dispositif=f"{LGC}-autre")
    assert waits(connecte, dossier) == []


def test_what_is_decided_waits_no_more(connecte, membre):
    dossier = make_decided("refuser", membre=membre)
    seed_decisions([1] * 10)
    assert waits(connecte, dossier) == []
