"""The document of a decision as it leaves: PDF/UA-1, all that was decided, a code that a program reads."""

import io

import pytest
from pypdf import PdfReader

from dossiers.actions.decision import revoke_decision
from dossiers.actions.etape import decide_etape
from dossiers.models import Decision
from segur.documents import serve_decision
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_decided,
    make_editeur,
    make_instructeur,
    make_membre,
    make_submitted,
    verdicts,
)
from tests.qr import read_qr

pytestmark = pytest.mark.django_db
SITE = "https://suivi.exemple.fr"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.ADRESSE_DU_SITE = SITE


def decide(sens: str = "valider", nom: str = "Alpha", motif: str = "") -> Decision:
    membre = make_membre(make_editeur("Alpha Santé", "732829320"), prenom="Claire", nom="Fontaine")
    par = make_instructeur(prenom="Inès", nom="Leroy")
    if motif:
        dossier = make_submitted(membre, nom=nom, version_majeure="4")
        choix = {"decision": sens, "examens": verdicts(preuve_cnda=("a_corriger", motif)), "motif": motif, "le": LUNDI}
        # A refusal is read by two people; the last one signs it.
        for lecteur in (make_instructeur(), par) if sens == "refuser" else (par,):
            decide_etape(dossier=dossier, version=fresh(dossier).version, par=lecteur, **choix)
    else:
        make_decided(sens, par, membre=membre, nom=nom, version_majeure="4")
    return Decision.objects.select_related("soumission__dossier").get()


def read(decision: Decision) -> tuple[PdfReader, str]:
    pdf = PdfReader(io.BytesIO(serve_decision(decision).content))
    return pdf, " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_it_is_pdf_ua_with_its_title_its_language_and_a_text_for_its_picture():
    decision = decide()
    reponse = serve_decision(decision)
    pdf = PdfReader(io.BytesIO(reponse.content))
    racine = pdf.trailer["/Root"]
    assert (racine["/MarkInfo"]["/Marked"], racine["/Lang"], "/StructTreeRoot" in racine) == (True, "fr-FR", True)
    assert b"pdfuaid" in racine["/Metadata"].get_data()
    assert (pdf.metadata.title, len(pdf.pages)) == (f"Décision {decision.numero}", 1)
    figures = [noeud for noeud in tags(racine["/StructTreeRoot"]) if noeud.get("/S") == "/Figure"]
    assert [noeud["/Alt"] for noeud in figures] == [f"Code QR de la page qui vérifie la décision {decision.numero}"]
    assert (reponse["Content-Type"], reponse["Content-Disposition"], reponse["Cache-Control"]) == (
        "application/pdf",
        f'attachment; filename="decision-{decision.soumission.numero}.pdf"',
        "private, no-cache",
    )


def tags(noeud) -> list:
    """Every element of the structure tree."""
    noeud = noeud.get_object() if hasattr(noeud, "get_object") else noeud
    if isinstance(noeud, list):
        return [trouve for enfant in noeud for trouve in tags(enfant)]
    if not isinstance(noeud, dict):
        return []
    return [noeud, *(tags(noeud["/K"]) if "/K" in noeud else [])]


@pytest.mark.parametrize(
    ("sens", "titre", "phrase"),
    [
        ("valider", "Étape validée", "L’Agence du numérique en santé valide l’étape 2"),
        ("refuser", "Étape refusée", "L’Agence du numérique en santé refuse l’étape 2"),
        ("demander_complements", "Compléments demandés", "demande des compléments sur l’étape 2"),
    ],
)
def test_it_says_all_that_was_decided(sens, titre, phrase):
    decision = decide(sens)
    dossier = decision.soumission.dossier
    pdf, texte = read(decision)
    attendus = (titre, phrase, decision.numero, "Alpha Santé", "SIREN 732 829 320", "Alpha 4", "DSR-MDV-LGC-Va2")
    attendus += ("version 1", f"{dossier.reference}-E2-T1", "2 mars 2026 à 10 h", "Claire Fontaine", "Inès Leroy")
    attendus += ("Conforme", "cnda.png", f"{SITE}/decision/", "page 1 sur 1")
    assert [dit for dit in attendus if dit not in texte] == []
    serre = texte.replace(" ", "")
    empreintes = (dossier.referentiel.sha256, dossier.pieces.get().sha256, decision.soumission.sha256, decision.sha256)
    assert [somme for somme in empreintes if somme not in serre] == []
    assert ("La copie d’écran est coupée." in texte) == (sens != "valider")
    assert ("elle portera le NIL 456-A" in texte) == (sens == "valider")
    assert ("révoquée" in texte, "Document de démonstration" in texte, len(pdf.pages)) == (False, False, 1)


@pytest.mark.parametrize("sens", ["valider", "refuser"])
def test_its_code_is_read_by_a_program_and_opens_its_page(sens):
    decision = decide(sens)
    assert read_qr(serve_decision(decision).content) == (f"{SITE}/decision/{decision.numero}/{decision.sha256[:16]}/")


def test_revoked_it_says_so():
    decision = decide("refuser")
    revoke_decision(decision=decision, motif="Une erreur.", par=make_administrateur(), le=LUNDI)
    _, texte = read(Decision.objects.select_related("soumission__dossier").get())
    assert "Décision révoquée le 2 mars 2026 à 10 h. Ce document ne vaut plus." in texte
    assert "Une erreur." not in texte


def test_in_a_demonstration_it_says_that_it_is_worth_nothing(settings):
    settings.DEMONSTRATION = True
    assert "Document de démonstration, établi sur des données inventées" in read(decide())[1]


@pytest.mark.parametrize(
    "hostile", ["#panic()", '#{read("/etc/passwd")}', "] #text(red)[x]", "$x^2$ *gras*", "@ref <l>", "// rien", "= T"]
)
def test_what_is_typed_is_never_markup(hostile):
    _, texte = read(decide("refuser", nom=hostile, motif=hostile))
    assert texte.replace(" ", "").count(hostile.replace(" ", "")) >= 3


def test_a_long_decision_takes_as_many_pages_as_it_must():
    pdf, texte = read(decide("refuser", nom="Logiciel 🚀 " + "ABCDEFGHIJ" * 9, motif="Il manque une pièce. " * 180))
    assert len(pdf.pages) > 1
    assert f"page {len(pdf.pages)} sur {len(pdf.pages)}" in texte
