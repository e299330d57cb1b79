"""The path of any file that comes in, before it is of a proof or of a message. What a deposit keeps is in test_piece.py
and test_message.py.
"""

import pytest

from dossiers.actions import fichier as actions
from dossiers.actions.fichier import (
    EN_QUARANTAINE,
    TROP_LONGS_A_OUVRIR,
    clean_name,
    distinct_files,
    inspect_files,
    name_refusal,
    refuse_quarantined,
    written_files,
)
from dossiers.models import Piece
from dossiers.rules.refus import Refus
from tests.factories import LUNDI, make_dossier, make_editeur, make_piece, picture, upload

IMAGES = ("png", "jpeg", "webp")


def test_each_file_is_looked_into():
    recus = inspect_files([upload("a.png"), upload("b.jpg", picture("JPEG"))], IMAGES)
    assert [(fichier.name, cliche.type) for fichier, cliche in recus] == [("a.png", "png"), ("b.jpg", "jpeg")]
    assert inspect_files([], IMAGES) == []


def test_the_wrong_one_is_named_among_several():
    with pytest.raises(Refus) as seul:
        inspect_files([upload("b.txt", b"bonjour")], IMAGES)
    with pytest.raises(Refus) as plusieurs:
        inspect_files([upload(), upload("b.txt", b"bonjour")], IMAGES)
    assert str(plusieurs.value) == (
        f"Le fichier « b.txt » ne peut pas être déposé, ni les autres avec lui. {seul.value}"
    )


def test_files_too_long_to_open_are_given_one_by_one(monkeypatch):
    """The first is opened whatever it takes; the second is not begun."""
    heures = iter((0, 1, 99))
    monkeypatch.setattr(actions.time, "monotonic", lambda: next(heures))
    with pytest.raises(Refus) as refus:
        inspect_files([upload(), upload()], IMAGES)
    assert str(refus.value) == TROP_LONGS_A_OUVRIR


def test_the_same_file_counts_once_where_it_first_stands():
    rouge, vert = picture(couleur="red"), picture(couleur="green")
    recus = inspect_files([upload("a.png", rouge), upload("b.png", vert), upload("c.png", rouge)], IMAGES)
    assert [fichier.name for fichier, _ in distinct_files(recus)] == ["a.png", "b.png"]


@pytest.mark.parametrize(
    ("nom", "garde"),
    [
        ("cnda.png", "cnda.png"),
        ("../../etc/passwd", "passwd"),
        ("a\x00\n\u202eb.png", "ab.png"),
        ("x" * 200 + ".png", "x" * 116 + ".png"),
        ("", "copie-ecran"),
        ("\n", "copie-ecran"),
    ],
)
def test_name_that_is_shown(nom, garde):
    assert clean_name(nom) == garde


def test_refusal_names_the_file_among_several():
    assert name_refusal("Non.", upload("a.png"), False) == "Non."
    assert name_refusal("Non.", upload("a.png"), True) == (
        "Le fichier « a.png » ne peut pas être déposé, ni les autres avec lui. Non."
    )


@pytest.mark.django_db
def test_what_was_put_aside_does_not_come_back_in_its_company():
    piece = make_piece(make_dossier(etape=2))
    Piece.objects.update(quarantaine_le=LUNDI, quarantaine_motif="Un nom se lit.")
    recus = inspect_files([upload()], IMAGES)
    with pytest.raises(Refus) as refus:
        refuse_quarantined(piece.dossier.editeur_id, recus)
    assert str(refus.value) == EN_QUARANTAINE
    refuse_quarantined(make_editeur("Autre").pk, recus)
    refuse_quarantined(piece.dossier.editeur_id, inspect_files([upload("b.png", picture(couleur="red"))], IMAGES))


def test_a_failure_removes_what_was_written():
    stockage = Piece._meta.get_field("fichier").storage

    def deposit() -> None:
        with written_files() as ecrits:
            ecrits += [*(stockage.save(f"originaux/{nom}", upload()) for nom in "ab"), "originaux/jamais"]
            raise OSError("plein")

    with pytest.raises(OSError, match="plein"):
        deposit()
    assert [stockage.exists(nom) for nom in ("originaux/a", "originaux/b")] == [False, False]


def test_without_failure_all_stays():
    stockage = Piece._meta.get_field("fichier").storage
    with written_files() as ecrits:
        ecrits.append(stockage.save("originaux/a", upload()))
    assert stockage.exists("originaux/a")
