"""docs/aide.md: one line per answer of the ANS's FAQ, and none without a page, a requirement or an assistant."""

import re
from dataclasses import fields

import pytest
from django.conf import settings
from django.urls import get_resolver

from dossiers.queries.aide import aide_of
from dossiers.referentiel.fiche import Fiche
from tests.referentiel.regles import unfinished, wrong_typography
from tests.rules.textes import commun, dispositif
from tests.test_coherence import LIVRES

PAGE = (settings.BASE_DIR / "docs" / "aide.md").read_text(encoding="utf-8")
LIGNES = re.findall(r"^\| ([QV]?\d*) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
FICHES = {fiche.code: fiche for fiche in aide_of().fiches}
EXIGENCES = {
    item.code for textes in (commun(), *map(dispositif, LIVRES)) for item in (*textes.exigences, *textes.questions)
}


def addresses() -> set[str]:
    """The names of the pages of the help, as the table writes them."""
    espaces = ("aide", "pilotage")
    return {
        f"{e}:{nom}"
        for e in espaces
        for nom in get_resolver().namespace_dict[e][1].reverse_dict
        if isinstance(nom, str)
    }


def test_every_answer_of_the_faq_has_its_line():
    """Five guided questions, twenty answers, the voice of the reader."""
    assert [numero for numero, _, _ in LIGNES] == [*(f"Q{n}" for n in range(1, 6)), *map(str, range(1, 21)), "V"]


@pytest.mark.parametrize(("numero", "sujet", "servi"), LIGNES, ids=lambda valeur: str(valeur)[:20])
def test_no_line_is_without_what_serves_it(numero, sujet, servi):
    fiches = re.findall(r"fiche `([\w-]+)`", servi)
    exigences = re.findall(r"exigence `(\w+)`", servi)
    pages = re.findall(r"`(\w+:\w+)`", servi)
    assert fiches + exigences + pages
    assert (set(fiches) - FICHES.keys(), set(exigences) - EXIGENCES, set(pages) - addresses()) == (set(), set(), set())
    assert fiches or numero.startswith(("Q", "V"))


def test_every_field_of_an_answer_is_described():
    assert [champ.name for champ in fields(Fiche) if f"`{champ.name}`" not in PAGE] == []


def test_answers_help_with_what_exists():
    """The charte's box and the status read on a proof are fields without being requirements."""
    citees = {code for fiche in FICHES.values() for code in fiche.exigences}
    assert citees - EXIGENCES - {"acceptee", "statut_cnda"} == set()


def test_every_requirement_of_etape_2_has_its_answer():
    citees = {code for fiche in FICHES.values() for code in fiche.exigences}
    asked = {e.code for code in LIVRES for e in dispositif(code).exigences_de(2)}
    assert asked - citees == set()


def test_answers_are_in_good_french():
    champs = ("question", "essentiel", "texte", "difference", "formulations")
    textes = [
        (f"{code}.{champ}", champ, ligne)
        for code, fiche in FICHES.items()
        for champ in champs
        for texte in (getattr(fiche, champ) if champ == "formulations" else [getattr(fiche, champ)])
        for ligne in re.sub(r"\]\(.*?\)|https?://\S+", "", texte).splitlines()
        if ligne.strip() and champ != "formulations"
    ]
    fautes = wrong_typography((c, ch, re.sub(r"^(- |\d\. )", "", li)) for c, ch, li in textes)
    assert fautes == []
    assert unfinished([(c, "aide", t) for c, ch, t in textes if ch == "essentiel"]) == []


def test_answers_of_one_sujet_say_why_they_differ():
    sujets = [fiche.sujet for fiche in FICHES.values() if fiche.sujet]
    partages = {sujet for sujet in sujets if sujets.count(sujet) > 1}
    assert partages == {"montage"}
    assert [fiche.code for fiche in FICHES.values() if fiche.sujet in partages and not fiche.difference] == []


def test_what_is_deduced_says_so_in_words():
    deduites = [fiche for fiche in FICHES.values() if fiche.certitude != "vu"]
    assert [fiche.code for fiche in deduites if not re.search(r"dédui|n’est pas publié", fiche.texte)] == []
