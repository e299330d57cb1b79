"""The four causes of the e-CPS message, one by one; a number is doubted, never refused, on its key alone."""

import pytest

from dossiers.rules.ecps import check_annuaire, check_application, check_identifiant, diagnose

# Numbers made up for the test: the first holds Luhn's key, the second does not.
JUSTE, DOUTEUX = "810003456786", "810003456789"


@pytest.mark.parametrize(
    ("appareil", "application", "ton"),
    [
        ("android", "bas", "error"),
        ("android", "ecps", "success"),
        ("android", "inconnue", "info"),
        ("android", "", "info"),
        ("iphone", "bas", "success"),
        ("iphone", "", "success"),
    ],
)
def test_application(appareil, application, ton):
    assert check_application(appareil, application).ton == ton


def test_an_unknown_device_says_nothing():
    assert check_application("", "bas") is None


@pytest.mark.parametrize(
    ("saisi", "tons", "mot"),
    [
        (JUSTE, ["success"], "8 10003456786"),
        ("8 1000 3456 786", ["success"], "12 chiffres"),
        ("8.10003-456\u00a0786", ["success"], "12 chiffres"),
        (DOUTEUX, ["success", "warning"], "12 chiffres"),
        ("10003456785", ["error"], "essayez 8 10003456785"),
        ("910003456785", ["error"], "le vôtre par un 9"),
        ("81000345678", ["error"], "vous en avez saisi 11"),
        ("8", ["error"], "vous en avez saisi 1"),
        ("8100034567890", ["error"], "vous en avez saisi 13"),
        ("8A0003456785", ["error"], "que de chiffres"),
        ("٨١٠٠٠٣٤٥٦٧٨٥", ["error"], "que de chiffres"),
    ],
)
def test_identifiant(saisi, tons, mot):
    constats = check_identifiant(saisi)
    assert [constat.ton for constat in constats] == tons
    assert mot in constats[0].phrase


def test_nothing_typed_nothing_said():
    assert check_identifiant("  ") == []


@pytest.mark.parametrize(("annuaire", "ton"), [("oui", "success"), ("non", "error"), ("inconnu", "info")])
def test_annuaire(annuaire, ton):
    assert check_annuaire(annuaire).ton == ton


def test_who_is_not_in_the_annuaire_is_told_whom_to_call():
    assert "agence régionale de santé (ARS)" in check_annuaire("non").phrase


def test_the_causes_come_in_order_and_silence_says_nothing():
    constats = diagnose("android", "bas", "10003456785", "non")
    assert [constat.genre for constat in constats] == ["application", "identifiant", "annuaire"]
    assert diagnose("", "", "", "") == ()
