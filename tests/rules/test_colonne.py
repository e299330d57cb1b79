"""Which numbers stand one over the other, and which label of a head is that of a cell."""

import pytest

from dossiers.rules.colonne import column_of, crosses, is_aligned
from dossiers.rules.feuille import Feuille
from dossiers.rules.lecture import straighten
from tests.rules.pages import make_page, make_table, write


def read(*cellules):
    return Feuille(straighten(make_page(*cellules)))


@pytest.mark.parametrize(
    ("x", "aligne"),
    [(300, True), (320, True), (329, True), (361, True), (370, False), (200, False), (100, False)],
)
def test_numbers_of_one_column(x, aligne):
    """The first goes from 300 to 393: they overlap by a third, or begin within a line and a half of each other."""
    un, deux = read(write("0041-7701", 300, 100), write("0041-7702", x, 300)).numeros
    assert is_aligned(un, deux) is is_aligned(deux, un) is aligne


@pytest.mark.parametrize(
    ("x", "texte", "label"),
    [
        (250, "ALPHA", "Logiciel"),
        (440, "Recette", "Statut"),
        (450, "En cours d’examen au CNDA", "Statut"),
        (294, "Aligné sur sa droite", "Statut"),
        (640, "x", None),
    ],
)
def test_label_of_a_cell(x, texte, label):
    feuille = read(*make_table(("NIL", "Logiciel", "Statut"), ("0041-7702", "", "")), write(texte, x, 300))
    (cellule,) = [piece for piece in feuille.pieces if piece.texte == texte]
    colonne = column_of(cellule, feuille.entetes[0])
    assert (colonne and colonne.texte) == label


def test_cell_under_no_head():
    feuille = read(write("ALPHA", 60, 100))
    assert column_of(feuille.pieces[0], ()) is None


@pytest.mark.parametrize(
    ("hauteurs", "traverse"), [((100,), True), ((80, 125), True), ((70, 84), False), ((130, 150), False)]
)
def test_cell_that_stands_on_the_line_of_a_number(hauteurs, traverse):
    feuille = read(write("0041-7702", 60, 100), *(write("mot", 300, y) for y in hauteurs))
    (numero,) = feuille.numeros
    assert crosses([piece for piece in feuille.pieces if piece.texte == "mot"], numero) is traverse
