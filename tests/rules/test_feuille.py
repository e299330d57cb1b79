"""Which label names which value on a page: beside it, just over it, or at the head of its column."""

import pytest

from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Feuille, Lien
from dossiers.rules.lecture import Cellule, straighten
from dossiers.rules.morceau import Piece
from tests.rules.pages import make_card, make_page, make_table, write

NIL = "0041-7702"
# Places are counted from the middle of the page.
X = -700


def read(*cellules: Cellule) -> Feuille:
    return Feuille(straighten(make_page(*cellules)))


def find(feuille: Feuille, texte: str) -> Piece:
    (piece,) = [piece for piece in feuille.pieces if piece.texte == texte]
    return piece


def label(feuille: Feuille, texte: str) -> tuple[Champ | None, Lien, str]:
    champ, lien, etiquette = feuille.label_of(find(feuille, texte))
    return champ, lien, etiquette.texte if etiquette else ""


RIEN = (None, Lien.AUCUN, "")
LIENS = {
    "in the same run": ((write(f"NIL : {NIL}", 60, 100),), (Champ.NIL, Lien.DANS, "")),
    "beside": (make_card(60, 100, ("NIL", NIL)), (Champ.NIL, Lien.GAUCHE, "NIL")),
    "far beside": ((write("NIL", 60, 100), write(NIL, 700, 100)), (Champ.NIL, Lien.GAUCHE, "NIL")),
    "too far beside": ((write("NIL", 60, 100), write(NIL, 1100, 100)), RIEN),
    "just over": ((write("NIL", 60, 100), write(NIL, 60, 130)), (Champ.NIL, Lien.DESSUS, "NIL")),
    "too far over": ((write("NIL", 60, 100), write(NIL, 60, 170)), RIEN),
    "over, but it has its value beside": (
        (write("NIL", 60, 100), write("0052-1111", 130, 100), write(NIL, 60, 140)),
        RIEN,
    ),
    "over, with nothing beside": ((write("NIL", 60, 100), write(NIL, 60, 140)), (Champ.NIL, Lien.DESSUS, "NIL")),
    "at the head of its column": (
        make_table(("NIL", "Statut"), ("0052-1111", "Recette"), (NIL, "Examen")),
        (Champ.NIL, Lien.ENTETE, "NIL"),
    ),
    "too far under the head": (make_table(("NIL", "Statut"), (NIL, "Examen"), pas=150), RIEN),
    "in a column without a head": (make_table(("ALPHA", "Statut"), (NIL, "Examen")), RIEN),
    "by nothing": ((write(NIL, 60, 100),), RIEN),
}


@pytest.mark.parametrize("nom", LIENS)
def test_label_of_a_number(nom):
    cellules, attendu = LIENS[nom]
    assert label(read(*cellules), NIL) == attendu


def test_text_is_no_value_of_a_field_of_numbers():
    assert label(read(*make_card(60, 100, ("NIL", "ALPHA"))), "ALPHA") == RIEN


def test_head_of_a_table_is_a_line_of_labels_without_a_number():
    feuille = read(*make_table(("NIL", "Logiciel", "Statut"), (NIL, "ALPHA", "Recette")))
    assert [[piece.texte for piece in tete] for tete in feuille.entetes] == [["NIL", "Logiciel", "Statut"]]
    assert [piece.texte for piece in feuille.head_over(find(feuille, "ALPHA"))] == ["NIL", "Logiciel", "Statut"]
    assert feuille.head_of(find(feuille, "NIL")) == feuille.entetes[0]
    assert feuille.head_over(find(feuille, "NIL")) == ()


@pytest.mark.parametrize("tete", [("NIL", "ALPHA"), ("NIL", "NIL du logiciel"), ("NIL", "Statut", "4")])
def test_line_that_is_no_head(tete):
    assert read(*make_table(tete, ("A", "B", "C"))).entetes == ()


def test_labels_on_two_lines_are_one_head():
    feuille = read(*make_table(("NIL", "Statut"), (NIL, "Recette")), write("Version", 440, 224))
    assert [[piece.texte for piece in tete] for tete in feuille.entetes] == [["NIL", "Statut", "Version"]]


def test_neighbours_on_a_line():
    feuille = read(*make_table(("a", "b", "c"), ("d", "e", "f")))
    milieu = find(feuille, "b")
    assert [piece.texte for piece in feuille.line(milieu)] == ["a", "b", "c"]
    assert (feuille.left_of(milieu).texte, feuille.right_of(milieu).texte) == ("a", "c")
    assert (feuille.left_of(find(feuille, "a")), feuille.right_of(find(feuille, "c"))) == (None, None)
    assert [piece.texte for piece in feuille.above(find(feuille, "e"))] == ["b"]


def test_lines_of_one_cell():
    feuille = read(*make_table(("Statut", "Date"), ("En cours de|pré-examen", "12/03/2026"), ("Recette", "")))
    deux = ["En cours de", "pré-examen"]
    assert [piece.texte for piece in feuille.stack(find(feuille, "En cours de"))] == deux
    assert [piece.texte for piece in feuille.stack(find(feuille, "pré-examen"))] == deux
    assert [piece.texte for piece in feuille.stack(find(feuille, "Recette"))] == ["Recette"]


@pytest.mark.parametrize(
    ("voisin", "x", "attache"), [("au plus", 120, True), ("au plus", 60, False), ("Statut", 130, False)]
)
def test_word_of_a_sentence_runs_into_its_neighbour(voisin, x, attache):
    """The neighbour ends 7, 67 or 8 pixels before it; a label is no neighbour."""
    feuille = read(write(voisin, x, 100), write("Recette", 200, 100))
    assert feuille.is_attached(find(feuille, "Recette")) is attache


def test_neighbour_put_apart_is_none():
    feuille = read(write("au plus", 120, 100), write("Recette", 200, 100))
    assert feuille.is_attached(find(feuille, "Recette"), [find(feuille, "au plus")]) is False


@pytest.mark.parametrize(("texte", "filtre"), [("Filtrer", True), ("Réinitialiser", True), ("Logiciel ALPHA", False)])
def test_bar_of_filters(texte, filtre):
    feuille = read(write(texte, 60, 100), write("Recette", 400, 100), write("Examen", 400, 300))
    assert (feuille.is_filter(find(feuille, "Recette")), feuille.is_filter(find(feuille, "Examen"))) == (filtre, False)


def test_numbers_of_a_page_with_the_field_of_each():
    feuille = read(
        write("NIE : 00417 NIL : 0041-7702", 60, 100),
        *make_card(60, 200, ("N° de demande", "DC-04127"), colonne=200),
        write("ALPHA 360", 60, 300),
    )
    assert [(n.texte, n.champ, n.lien) for n in feuille.numeros] == [
        ("00417", Champ.NIE, Lien.DANS),
        ("0041-7702", Champ.NIL, Lien.DANS),
        ("DC-04127", Champ.DEMANDE, Lien.GAUCHE),
        ("360", None, Lien.AUCUN),
    ]


def test_left_edge_of_a_number_is_that_of_its_label():
    feuille = read(*make_card(60, 100, ("NIL", NIL)), write(NIL, 60, 300))
    assert [(numero.bord, numero.cadre.x0) for numero in feuille.numeros] == [(X + 60, X + 190), (X + 60, X + 60)]


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("ALPHA 0041-7702 NIE 00417", [("0041-7702", None), ("00417", Champ.NIE)]),
        ("ALPHA 0041-7702 et 0052-1111", [("0041-7702", None), ("0052-1111", None)]),
    ],
)
def test_several_numbers_in_one_run(texte, attendus):
    assert [(numero.texte, numero.champ) for numero in read(write(texte, 60, 100)).numeros] == attendus
