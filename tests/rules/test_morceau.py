"""A run of text cut into pieces: labels, values, dates apart, fields that a sign separates."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.rules.etiquette import Champ
from dossiers.rules.lecture import straighten
from dossiers.rules.morceau import Piece, explode
from tests.rules.pages import make_page, write


def pieces(texte: str) -> list[Piece]:
    return [piece for cadre in straighten(make_page(write(texte, 60, 100))) for piece in explode(cadre)]


def cut(texte: str) -> list[tuple[str, Champ | None, Champ | None]]:
    """Each piece: its text, the field that it names, the field that its run gives it."""
    return [(piece.texte, piece.nomme, piece.champ) for piece in pieces(texte)]


@pytest.mark.parametrize(
    ("texte", "attendues"),
    [
        ("Statut de la demande", [("Statut de la demande", Champ.STATUT, None)]),
        ("NIL :", [("NIL :", Champ.NIL, None)]),
        ("ALPHA Cabinet", [("ALPHA Cabinet", None, None)]),
        ("NIL : 0041-7702", [("NIL :", Champ.NIL, None), ("0041-7702", None, Champ.NIL)]),
        (
            "NIE : 00417 NIL : 0041-7702",
            [
                ("NIE :", Champ.NIE, None),
                ("00417", None, Champ.NIE),
                ("NIL :", Champ.NIL, None),
                ("0041-7702", None, Champ.NIL),
            ],
        ),
        ("Pré-examen depuis le 02/04/2026", [("Pré-examen", None, None), ("depuis le 02/04/2026", None, Champ.DATE)]),
        ("02/04/2026", [("02/04/2026", None, None)]),
        ("le 02/04/2026", [("le 02/04/2026", None, Champ.DATE)]),
        (
            "ALPHA – 0041-7702 – Recette",
            [("ALPHA", None, None), ("0041-7702", None, None), ("Recette", None, None)],
        ),
        ("ALPHA | NIL | Recette", [("ALPHA", None, None), ("NIL", Champ.NIL, None), ("Recette", None, None)]),
        ("0041-7702 ALPHA", [("0041-7702", None, None), ("ALPHA", None, None)]),
        ("Pré-examen", [("Pré-examen", None, None)]),
        (
            "une phrase de plus de cinq mots – et sa suite",
            [("une phrase de plus de cinq mots – et sa suite", None, None)],
        ),
    ],
)
def test_pieces_of_a_run(texte, attendues):
    assert cut(texte) == attendues


@pytest.mark.parametrize("texte", ["ALPHA – Recette", "0041-7702 ALPHA"])
def test_parts_of_one_run_remember_it(texte):
    assert [piece.source.texte for piece in pieces(texte)] == [texte, texte]


def test_a_value_and_its_label_are_no_parts():
    assert [piece.source for piece in pieces("NIL : 0041-7702")] == [None, None]


def test_pieces_stand_one_after_the_other_in_their_run():
    nil, valeur = pieces("NIL : 0041-7702")
    assert nil.cadre.x0 < nil.cadre.x1 <= valeur.cadre.x0 < valeur.cadre.x1
    assert (nil.cadre.y, nil.cadre.hauteur) == (valeur.cadre.y, valeur.cadre.hauteur)


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("Le passage de votre demande est prévu le mois prochain", True),
        ("Agrément des logiciels de santé officine ville", False),
        ("le la les", False),
        ("", False),
    ],
)
def test_sentence_is_no_field(texte, phrase):
    assert Piece(straighten(make_page(write(texte or "x", 60, 100)))[0].slice(0, len(texte))).is_phrase is phrase


@given(texte=st.text(alphabet="NIL 0:|–-aé/2026", max_size=30))
@settings(max_examples=60, deadline=None)
def test_nothing_is_made_up(texte):
    """Each piece is a part of the text, in its order, and no sign but those that separate is lost."""
    rendus = [piece.texte for piece in pieces(texte)]
    assert all(rendu and rendu in texte for rendu in rendus)
    perdus = set("".join(texte.split())) - set("".join(rendus))
    assert perdus <= set(":|–-")
