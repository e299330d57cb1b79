"""The version read on a proof beside the one declared."""

import pytest

from dossiers.rules.version import compare_version


@pytest.mark.parametrize(
    ("declaree", "lue"),
    [
        ("4", "4"),
        ("4", "v4"),
        ("4", "V. 4"),
        ("4", "V 4.0"),
        ("4.0", "4"),
        ("4", "4.0.0"),
        ("4", "Version 4"),
        ("4.2", " 4 . 2 "),
        ("4.2", "4.2.0"),
        ("v4.2", "4,2"),
        ("4", "04"),
        ("0", "v0.0"),
        ("2024-b", "V2024 B"),
        ("4", "4.2.1"),
        ("4.2", "V.4.2.17"),
    ],
)
def test_the_same(declaree, lue):
    assert compare_version(declaree, lue) is True


@pytest.mark.parametrize(
    ("declaree", "lue"), [("4", "5"), ("4", "40"), ("4.2", "4.3"), ("4", "3.4"), ("Vega", "ega"), ("0", "1")]
)
def test_another(declaree, lue):
    assert compare_version(declaree, lue) is False


@pytest.mark.parametrize(
    ("declaree", "lue"), [("", "4"), ("4", ""), ("4", "v"), ("4", "…"), ("", ""), ("4.2", "4"), ("4.2.1", "V4.2")]
)
def test_nothing_can_be_said(declaree, lue):
    assert compare_version(declaree, lue) is None
