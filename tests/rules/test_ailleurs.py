"""What is known elsewhere: what bears on what, what is the same, what calls for a second look."""

import pytest

from dossiers.rules.ailleurs import (
    Jugement,
    Origine,
    comparable,
    foreign_origine,
    is_numero,
    judge_ailleurs,
    read_champ,
    same_valeur,
)
from tests.rules.textes import dispositif

LGC = dispositif("DSR-MDV-LGC-Va2")
CODES = ("nie", "nil", "nil_tiers", "solution_tiers", "preuve_cnda", "versions_obsoletes", "nru_utilisateur")
E = {code: LGC.exigence(code) for code in CODES}


@pytest.mark.parametrize(
    ("une", "autre", "pareilles"),
    [
        ("00123", "00123", True),
        ("00 123", "00123", True),
        ("456-a", "456-A", True),
        ("４56-A", "456-A", True),
        ("0123", "123", False),
        ("456-A", "456A", False),
    ],
)
def test_numbers_are_compared_as_they_are_kept(une, autre, pareilles):
    assert same_valeur(E["nil"], une, autre) is pareilles


def test_a_text_keeps_its_spaces():
    assert same_valeur(E["solution_tiers"], "Alpha 4", "Alpha4") is False
    assert same_valeur(E["solution_tiers"], " alpha 4 ", "Alpha 4") is True


@pytest.mark.parametrize(
    ("code", "ailleurs", "meme_solution"),
    [
        ("nie", Origine.ENTREPRISE, Origine.ENTREPRISE),
        ("nil", None, Origine.SOLUTION),
        ("solution_tiers", None, Origine.SOLUTION),
        ("preuve_cnda", None, Origine.SOLUTION),
    ],
)
def test_what_another_dossier_of_the_company_bears_on(code, ailleurs, meme_solution):
    assert [comparable(E[code], meme) for meme in (False, True)] == [ailleurs, meme_solution]


def test_numbers_by_which_someone_else_may_be_known():
    assert [code for code in CODES if is_numero(E[code])] == ["nie", "nil", "nil_tiers", "nru_utilisateur"]


@pytest.mark.parametrize(
    ("exigence", "code", "origine"),
    [
        ("nil_tiers", "nil", Origine.TIERS),
        ("nil_tiers", "nil_tiers", Origine.MONTAGE),
        ("nil", "nil", Origine.AUTRE),
        ("nil", "nil_tiers", Origine.MONTAGE),
        ("nie", "nie", Origine.AUTRE),
    ],
)
def test_what_it_means_that_another_company_gave_it(exigence, code, origine):
    assert foreign_origine(E[exigence], code) is origine


@pytest.mark.parametrize(
    ("code", "origine", "pareil", "differe"),
    [
        ("nie", Origine.ENTREPRISE, (True, False), (False, True)),
        ("nil", Origine.SOLUTION, (True, False), (False, True)),
        ("nil", Origine.AUTRE, (True, True), (False, False)),
        ("nil", Origine.MONTAGE, (True, False), (False, True)),
        ("nil_tiers", Origine.TIERS, (True, False), (False, False)),
        ("nil_tiers", Origine.SOLUTION, (True, False), (False, False)),
        ("versions_obsoletes", Origine.SOLUTION, (True, False), (False, False)),
    ],
)
def test_what_calls_for_a_second_look(code, origine, pareil, differe):
    assert judge_ailleurs(E[code], "1", "1", origine) == Jugement(*pareil)
    assert judge_ailleurs(E[code], "1", "2", origine) == Jugement(*differe)


def test_nothing_is_said_of_what_was_not_given():
    assert judge_ailleurs(E["nil"], "", "1", Origine.SOLUTION) == Jugement(None, False)
    assert judge_ailleurs(E["nil"], "1", "", Origine.SOLUTION) == Jugement(None, False)


def test_what_a_proof_answers():
    lus = {code: read_champ(E[code]) for code in CODES}
    assert lus == {
        "nie": "nie", "nil": "nil", "nil_tiers": "nil", "preuve_cnda": "statut",
        "solution_tiers": "", "versions_obsoletes": "", "nru_utilisateur": "",
    }  # fmt: skip


def test_each_origin_has_its_words():
    assert all(origine.libelle for origine in Origine)
