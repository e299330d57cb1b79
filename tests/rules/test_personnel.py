"""Personal data that a picture seems to show."""

import pytest

from dossiers.rules.personnel import LIBELLES, Genre, find_personnels
from tests.fiches import page


def _found(texte: str, *declares: str) -> list[tuple[Genre, str]]:
    return [(vu.genre, vu.texte) for vu in find_personnels((page((texte, 0, 0)),), declares)]


@pytest.mark.parametrize(
    ("texte", "genre", "vu"),
    [
        ("Écrire à jean.dupont+a@exemple-sante.fr", Genre.COURRIEL, "jean.dupont+a@exemple-sante.fr"),
        ("Tél. 01 23 45 67 89", Genre.TELEPHONE, "01 23 45 67 89"),
        ("0123456789", Genre.TELEPHONE, "0123456789"),
        ("+33 6.12.34.56.78", Genre.TELEPHONE, "+33 6.12.34.56.78"),
        ("RPPS 10100000014", Genre.RPPS, "10100000014"),
        ("Carte 810100000014", Genre.RPPS, "810100000014"),
    ],
)
def test_seen(texte, genre, vu):
    assert _found(texte) == [(genre, vu)]


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "Pré-examen",
        "0041-7702",
        "DC-04127",
        "12/03/2026",
        "30100000015",
        "a@b",
        "00123456789012",
        "2026-03-12 10:04",
    ],
)
def test_not_seen(texte):
    assert _found(texte) == []


def test_a_number_that_is_declared_is_theirs_to_show():
    assert _found("NIL 0123456789", "0123456789") == []


def test_zone_is_the_part_of_the_line_that_shows_it():
    vu = find_personnels((page(), page(("abcd a@b.fr", 100, 40))))[0]
    assert (vu.page, vu.zone) == (2, ((150, 40), (210, 40), (210, 60), (150, 60)))


def test_every_kind_has_its_words():
    assert {genre.libelle for genre in Genre} == set(LIBELLES.values())
