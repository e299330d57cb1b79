"""The number people type, and what may be said of a decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.rules.decision import ALPHABET, LONGUEUR, Validite, judge_validite, read_code, short_mark, show_code

CODE = "7K3M9QTRWX4P2HND"
SCEAU, AUTRE = "0123456789abcdef" * 4, "fedcba9876543210" * 4


def test_it_is_printed_in_four_groups():
    assert show_code(CODE) == "7K3M-9QTR-WX4P-2HND"


@pytest.mark.parametrize(
    "tape",
    [
        CODE,
        "7K3M-9QTR-WX4P-2HND",
        " 7k3m 9qtr\u00a0wx4p–2hnd\n",
        "7k3m\u20119qtr\u2010wx4p\u202f2hnd",
        "7K3M9QTRWX4P2HND ",
    ],
)
def test_case_spaces_and_hyphens_are_free(tape):
    assert read_code(tape) == CODE


def test_what_looks_alike_is_the_same():
    assert read_code("OoIi-LlLl-0011-0011") == "0011111100110011"


@pytest.mark.parametrize(
    "tape", ["", CODE[:-1], CODE + "7", CODE[:-1] + "U", CODE[:-1] + "é", "7K3M/9QTRWX4P2HND", "\x00" * 16, "ß" * 8]
)
def test_what_cannot_be_one_is_none(tape):
    assert read_code(tape) == ""


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_number_or_nothing(tape):
    lu = read_code(tape)
    assert lu == "" or (len(lu) == LONGUEUR and set(lu) <= set(ALPHABET))


@given(st.text(alphabet=ALPHABET, min_size=LONGUEUR, max_size=LONGUEUR))
def test_what_is_printed_reads_back(code):
    assert (read_code(show_code(code)), read_code(show_code(code).lower())) == (code, code)


@pytest.mark.parametrize(
    ("change", "attendue"),
    [
        ({}, Validite.EN_VIGUEUR),
        ({"empreinte": ""}, Validite.EN_VIGUEUR),
        ({"remplacee": True}, Validite.REMPLACEE),
        ({"revoquee": True}, Validite.REVOQUEE),
        ({"revoquee": True, "remplacee": True}, Validite.REVOQUEE),
        ({"empreinte": short_mark(AUTRE)}, Validite.ALTEREE),
        ({"empreinte": SCEAU}, Validite.ALTEREE),
        ({"empreinte": SCEAU[:15]}, Validite.ALTEREE),
        ({"empreinte": short_mark(AUTRE), "revoquee": True, "remplacee": True}, Validite.ALTEREE),
        ({"calcul": AUTRE}, Validite.ALTEREE),
        ({"calcul": AUTRE, "empreinte": ""}, Validite.ALTEREE),
    ],
)
def test_what_may_be_said(change, attendue):
    faits = {"sha256": SCEAU, "calcul": SCEAU, "empreinte": SCEAU[:16], "revoquee": False, "remplacee": False}
    assert judge_validite(**{**faits, **change}) is attendue
