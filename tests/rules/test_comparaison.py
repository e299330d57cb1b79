"""What was expected beside what was read."""

from dataclasses import replace

from dossiers.rules.comparaison import Comparaison, compare_lecture
from dossiers.rules.concordance import constat_of
from dossiers.rules.constat import Constat
from dossiers.rules.lecture import Page
from tests.fiches import fiche, page
from tests.rules.situations import LGC, PIECES, PRETES, TIERCE, situation
from tests.rules.textes import dispositif


def _read(lue: Page, reponses: dict | None = None, **champs) -> tuple[Constat, tuple[Comparaison, ...]]:
    """What is concluded of a page, and its lines."""
    piece = replace(PIECES["preuve_cnda"], pages=(lue,))
    declare = {"logiciel": "Alpha", "version": "4", **champs}
    vue = situation(reponses=reponses or PRETES, pieces={"preuve_cnda": piece}, **declare)
    exigence = vue.dispositif.exigence("preuve_cnda")
    constat = constat_of(exigence, vue)
    return constat, compare_lecture(constat, exigence, vue)


def _lines(lue: Page) -> tuple[Comparaison, ...]:
    return _read(lue)[1]


def _with_version(version: str) -> Page:
    """A card of that software."""
    lignes = (("Logiciel", "Alpha"), ("Version", version), ("NIE", "00123"), ("NIL", "456-A"), ("Statut", "Pré-examen"))
    return page(
        *((texte, x, 40 * y) for y, ligne in enumerate(lignes) for texte, x in zip(ligne, (0, 300), strict=True))
    )


PAS_LUE = Comparaison("version", "Version", "4", "", indice=True)
MINIMUM = "au moins «\u00a0Pré-examen\u00a0»"


def test_all_agrees():
    assert _lines(fiche()) == (
        Comparaison("nil", "NIL", "456-A", "456-A", True),
        Comparaison("statut", "Statut", MINIMUM, "Pré-examen", True),
        Comparaison("nie", "NIE", "00123", "00123", True),
        PAS_LUE,
    )


def test_what_differs():
    assert _lines(fiche("789-B", "Recette")) == (
        Comparaison("nil", "NIL", "456-A", "789-B", False),
        Comparaison("statut", "Statut", MINIMUM, "Recette", False),
        Comparaison("nie", "NIE", "00123", "00123", True),
        PAS_LUE,
    )


def test_number_and_status_are_expected_even_when_nothing_is_read():
    assert _lines(page()) == (
        Comparaison("nil", "NIL", "456-A", ""),
        Comparaison("statut", "Statut", MINIMUM, ""),
        PAS_LUE,
    )


def test_a_version_of_its_own():
    constat, lignes = _read(_with_version("V. 4.0"))
    assert lignes[-2:] == (
        Comparaison("logiciel", "Logiciel", "Alpha", "Alpha", True),
        Comparaison("version", "Version", "4", "4.0", True, indice=True),
    )
    assert constat.issue == "concordant"


def test_another_version_is_a_hint_and_changes_no_outcome():
    constat, lignes = _read(_with_version("5.1"))
    assert lignes[-1] == Comparaison("version", "Version", "4", "5.1", False, indice=True)
    assert (constat.issue, constat) == ("concordant", _read(_with_version("5.1"), version="5.1")[0])


def test_what_a_proof_of_a_third_party_shows_of_its_company_is_held_against_nothing():
    """In a montage the number asked for is the third party’s; so are the NIE, the name and the version beside it."""
    base = dispositif(LGC)
    preuve = replace(base.exigence("preuve_cnda"), sauf=())
    exigences = tuple(preuve if e.code == preuve.code else e for e in base.exigences)
    code = replace(base, exigences=exigences)
    reponses = {**TIERCE, "nil_tiers": "456-A", "nie": "99999"}
    piece = replace(PIECES["preuve_cnda"], pages=(_with_version("5"),))
    vue = situation(code, reponses=reponses, pieces={"preuve_cnda": piece}, logiciel="Beta", version="4")
    constat = constat_of(preuve, vue)
    assert (constat.issue, constat.motif) == ("concordant", "conforme")
    assert compare_lecture(constat, preuve, vue) == (
        Comparaison("nil", "NIL", "456-A", "456-A", True),
        Comparaison("statut", "Statut", MINIMUM, "Pré-examen", True),
        Comparaison("nie", "NIE", "celui de l’éditeur tiers", "00123", tiers=True),
        Comparaison("logiciel", "Logiciel", "la solution tierce", "Alpha", tiers=True),
        Comparaison("version", "Version", "celle de la solution tierce", "5", tiers=True),
    )
