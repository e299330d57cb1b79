"""Documents: tagged, in French, and nothing that a person typed is ever markup."""

import io

import pytest
from pypdf import PdfReader

from dossiers.gateways.pdf import compile_pdf

DONNEES = {
    "numero": "ABCD-1234-E2-T1",
    "le": "2 mars 2026 à 10 h 00 min 00 s",
    "par": "Claire Fontaine",
    "empreinte": "0123456789abcdef" * 4,
    "editeur": "Alpha Santé",
    "siren": "732829320",
    "solution": "Alpha 4",
    "dispositif": "Logiciel de gestion de cabinet (LGC)",
    "referentiel": "version 1",
    "tour": 1,
    "lignes": [{"libelle": "Numéro (NIE)", "valeur": "00123", "statut": "", "empreinte": ""}],
}


def compile_with(**autres) -> PdfReader:
    return PdfReader(io.BytesIO(compile_pdf("recepisse", {**DONNEES, **autres})))


def text_of(pdf: PdfReader) -> str:
    return " ".join("\n".join(page.extract_text() for page in pdf.pages).split())


def declares_ua(pdf: PdfReader) -> bool:
    return b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()


def test_it_is_pdf_ua_with_its_title_and_language():
    pdf = compile_with()
    racine = pdf.trailer["/Root"]
    assert (racine["/MarkInfo"]["/Marked"], racine["/Lang"], "/StructTreeRoot" in racine) == (True, "fr-FR", True)
    assert (pdf.metadata.title, declares_ua(pdf)) == ("Récépissé ABCD-1234-E2-T1", True)


def test_it_says_all_it_was_given():
    texte = text_of(compile_with())
    for dit in (
        "ABCD-1234-E2-T1",
        "2 mars 2026 à 10 h 00 min 00 s",
        "Claire Fontaine",
        "Alpha Santé (SIREN 732829320)",
        "00123",
    ):
        assert dit in texte
    assert "0123456789abcdef" * 4 in texte.replace(" ", "")


@pytest.mark.parametrize(
    "hostile",
    [
        '#import "@preview/x:1.0.0": *',
        "#panic()",
        '#{read("/etc/passwd")}',
        "] #text(red)[x]",
        "$x^2$ `raw` *gras* _it_",
        "@reference <label>",
        'guillemet " et \\ contre \\" oblique',
        "// commentaire",
        "/* bloc",
        "= Titre",
        "- liste",
        "https://exemple.fr/a?b=c#d",
        "{{ x }} {% y %} <b>z</b>",
        "\\u{202e}",
    ],
)
def test_what_is_typed_is_never_markup(hostile):
    texte = text_of(compile_with(solution=hostile))
    assert hostile.replace(" ", "") in texte.replace(" ", "")


@pytest.mark.parametrize("valeur", ["Logiciel 🚀", "李小龍", "محمد", "a\x01b", "\ue000", "👩‍⚕️ é ﬁ ½"])
def test_what_no_font_can_draw_does_not_stop_the_receipt(valeur):
    pdf = compile_with(solution=f"Avant {valeur} après")
    texte = text_of(pdf)
    assert ("Avant" in texte, "après" in texte) == (True, True)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 (a BooleanObject)


def test_a_very_long_word_stays_on_the_page():
    mot = "ABCDEFGHIJ" * 60
    ligne = {"libelle": mot[:200], "valeur": mot, "statut": mot[:200], "empreinte": "f" * 64}
    pdf = compile_with(editeur=mot[:200], lignes=[ligne])
    lignes = [ligne for page in pdf.pages for ligne in page.extract_text().splitlines()]
    assert max(len(ligne) for ligne in lignes) < 120
    assert mot in text_of(pdf).replace(" ", "").replace("\u200b", "")


def test_many_lines_take_many_pages():
    ligne = DONNEES["lignes"][0]
    pdf = compile_with(lignes=[{**ligne, "libelle": f"Ligne {rang}", "valeur": "mot " * 200} for rang in range(30)])
    assert len(pdf.pages) > 3
    assert f"page {len(pdf.pages)} sur {len(pdf.pages)}" in " ".join(pdf.pages[-1].extract_text().split())


def test_lines_of_a_text_stay_lines():
    ligne = {**DONNEES["lignes"][0], "valeur": "1.0\n2.0"}
    page = compile_with(lignes=[ligne]).pages[0].extract_text()
    assert "1.0\n" in page


def test_a_document_that_does_not_exist_is_an_error():
    with pytest.raises(FileNotFoundError):
        compile_pdf("inconnu", {})
