"""Numbers read on a picture: whole, the same badly read, or another."""

import pytest

from dossiers.rules.numero import find_jetons, is_near, is_same_kind, normalise_numero, read_iso


@pytest.mark.parametrize(
    ("texte", "jetons"),
    [
        ("NIL : 0041-7702", ["NIL", "0041-7702"]),
        ("N°0041–7702", ["N", "0041-7702"]),
        ("0041- 7702", ["0041-7702"]),
        ("0041 - 7702", ["0041", "7702"]),
        ("0041-7702.1", ["0041-7702.1"]),
        ("(b208-31)", ["B208-31"]),
        ("0041-7702, 12/03/2026", ["0041-7702"]),
        ("12 mars 2026", []),
        ("https://x.example/0041-7702", ["HTTPS", "X.EXAMPLE/0041-7702"]),
        ("", []),
    ],
)
def test_whole_tokens(texte, jetons):
    assert [jeton.texte for jeton in find_jetons(texte)] == jetons


@pytest.mark.parametrize(
    ("lu", "proche", "proche_net"),
    [
        ("OO41-77O2", True, True),
        ("00417702", True, True),
        ("0041-7708", False, False),
        ("0041-7762", True, False),
        ("0041-770", True, True),
        ("0041-77021", True, False),
        ("0052-9999", False, False),
    ],
)
def test_near_enough_to_be_the_same_badly_read(lu, proche, proche_net):
    assert (is_near(lu, "0041-7702"), is_near(lu, "0041-7702", net=True)) == (proche, proche_net)


@pytest.mark.parametrize(
    ("numero", "autre", "meme"),
    [
        ("0041-7702", "0052-11", True),
        ("0041-7702", "DC-04127", False),
        ("77021", "77022", True),
        ("77021", "417", False),
        ("B208-31", "C9-144", True),
    ],
)
def test_same_kind(numero, autre, meme):
    assert is_same_kind(numero, autre) is meme


@pytest.mark.parametrize(
    ("texte", "iso"),
    [
        ("le 02/04/2026", "2026-04-02"),
        ("2.4.26", "2026-04-02"),
        ("2026-04-02", "2026-04-02"),
        ("1er août 2026", "2026-08-01"),
        ("23 févr. 2026", "2026-02-23"),
        ("31/02/2026", ""),
        ("hier", ""),
        ("", ""),
    ],
)
def test_dates(texte, iso):
    assert read_iso(texte) == iso


def test_numbers_are_compared_in_capitals_without_spaces():
    assert normalise_numero(" b208 – 31 ") == "B208-31"
