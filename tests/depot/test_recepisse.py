"""The receipt: its page and its PDF, dated, numbered, with the digest of what was sent."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from dossiers.models import Soumission
from tests.factories import make_decided, make_dossier, make_submitted
from tests.lecture import read_page

pytestmark = pytest.mark.django_db


def page_of(dossier, tour: int = 1, nom: str = "recepisse") -> str:
    return reverse(f"depot:{nom}", args=[dossier.uuid, tour])


def text_of(reponse) -> str:
    pages = PdfReader(io.BytesIO(reponse.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_page_says_what_was_sent_when_and_by_whom(connecte, membre):
    dossier = make_submitted(membre)
    page = read_page(connecte.get(page_of(dossier))).find("main")
    assert page.find("h1").texte == f"Récépissé {dossier.reference}-E2-T1"
    assert page.find("p", "fr-text--lead").texte == (
        "L’étape 2 « Éligibilité » du dossier n° 1 a été envoyée à l’ANS le 2 mars 2026 à 10 h 00 min 00 s "
        "(heure de Paris), par Claire Fontaine."
    )
    assert "L’ANS examine maintenant le dossier." in page.texte
    assert len(page.find("dl").find_all("dt")) == 5
    empreinte = Soumission.objects.get().sha256
    assert page.find("p", "segur-empreinte").texte == (
        f"Empreinte SHA-256 de l’envoi : {empreinte}. Référentiel : DSR-MDV-LGC-Va2 v1."
    )


@pytest.mark.parametrize(
    ("decision", "libelle"),
    [("valider", "validée"), ("refuser", "refusée"), ("demander_complements", "compléments demandés")],
)
def test_once_decided_it_says_so_and_waits_no_more(connecte, membre, decision, libelle):
    page = read_page(connecte.get(page_of(make_decided(decision, membre=membre)))).find("main")
    assert f"Réponse de l’ANS, le 2 mars 2026 à 10 h : {libelle}. Voir l’étape 2" in page.texte
    assert "L’ANS examine maintenant" not in page.texte


def test_the_pdf_says_the_same_and_is_tagged(connecte, membre):
    dossier = make_submitted(membre)
    reponse = connecte.get(page_of(dossier, nom="recepisse_pdf"))
    numero = f"{dossier.reference}-E2-T1"
    assert (reponse["Content-Type"], reponse["Content-Disposition"]) == (
        "application/pdf",
        f'attachment; filename="recepisse-{numero}.pdf"',
    )
    racine = PdfReader(io.BytesIO(reponse.content)).trailer["/Root"]
    assert (racine["/MarkInfo"]["/Marked"], racine["/Lang"]) == (True, "fr-FR")
    assert PdfReader(io.BytesIO(reponse.content)).metadata.title == f"Récépissé {numero}"
    texte = text_of(reponse)
    for dit in (
        numero,
        "2 mars 2026 à 10 h 00 min 00 s",
        "Claire Fontaine",
        "Alpha Santé (SIREN 732829320)",
        "00123",
        "456-A",
    ):
        assert dit in texte
    assert Soumission.objects.get().sha256 in texte.replace(" ", "")


@pytest.mark.parametrize("nom", ["recepisse", "recepisse_pdf"])
@pytest.mark.parametrize("tour", [0, 2, 10**30])
def test_a_round_that_was_not_sent_is_not_found(connecte, membre, nom, tour):
    assert connecte.get(page_of(make_submitted(membre), tour, nom)).status_code == 404


@pytest.mark.parametrize("nom", ["recepisse", "recepisse_pdf"])
def test_nothing_before_the_first_sending(connecte, membre, nom):
    assert connecte.get(page_of(make_dossier(membre, etape=2), 1, nom)).status_code == 404
