"""The status that goes with one number of a page: what is found, and what is said for want of being sure.

Whole pages are judged in test_piece.py; here is what the reader keeps of the row or card, and its least sure answers.
"""

import pytest

from dossiers.rules.cible import Cible
from dossiers.rules.constat import Motif
from dossiers.rules.encart import read_card
from dossiers.rules.feuille import Feuille
from dossiers.rules.lecture import straighten
from dossiers.rules.rangee import read_row
from dossiers.rules.releve import Releve
from tests.rules.pages import make_card, make_page, make_table, write
from tests.rules.textes import commun

NIL, AUTRE = "0041-7702", "0041-7703"


def read(*cellules, nil: str = NIL) -> Releve:
    feuille = Feuille(straighten(make_page(*cellules)))
    numero = next(numero for numero in feuille.numeros if numero.texte == nil)
    cible = Cible(feuille, numero, commun().echelle)
    return read_row(cible) or read_card(cible)


def told(releve: Releve) -> tuple[Motif, str, str]:
    return releve.motif, releve.code, releve.disposition


TABLEAU = make_table(("NIL", "Logiciel", "Statut"), (NIL, "ALPHA", "Pré-examen"), (AUTRE, "BÊTA", "Recette"))


@pytest.mark.parametrize(("nil", "code", "ligne"), [(NIL, "pre_examen", "ALPHA"), (AUTRE, "recette", "BÊTA")])
def test_row_of_a_table(nil, code, ligne):
    releve = read(*TABLEAU, nil=nil)
    assert told(releve) == (Motif.CONFORME, code, "tableau")
    assert ligne in {piece.texte for piece in releve.rangee}
    assert {piece.texte for piece in releve.rangee} & {NIL, AUTRE} == {nil}


def test_card_alone_on_its_page_keeps_the_lines_of_the_number_and_of_the_status():
    releve = read(*make_card(100, 100, ("ALPHA",), ("NIL :", NIL), ("Version :", "5"), ("Statut :", "Recette")))
    assert told(releve) == (Motif.CONFORME, "recette", "fiche")
    assert {piece.texte for piece in releve.rangee} == {"NIL :", NIL, "Statut :", "Recette"}


def test_list_of_lines_whose_numbers_bear_their_label():
    lignes = ((NIL, "Recette"), (AUTRE, "Examen"))
    cellules = [
        write(texte, x, 100 + 50 * rang)
        for rang, (nil, statut) in enumerate(lignes)
        for texte, x in ((f"NIL : {nil}", 60), (statut, 400))
    ]
    assert told(read(*cellules)) == (Motif.CONFORME, "recette", "tableau")
    assert told(read(*cellules, nil=AUTRE)) == (Motif.CONFORME, "examen", "tableau")


DOUTES = {
    "two numbers in one cell": (
        Motif.STATUT_ABSENT,
        make_table(("NIL", "Statut"), (f"{NIL}|{AUTRE}", "Recette")),
    ),
    "two columns of statuses": (
        Motif.STATUT_AMBIGU,
        make_table(("NIL", "Statut", "État"), (NIL, "Recette", "Examen")),
    ),
    "two statuses under no head": (Motif.STATUT_AMBIGU, make_table((NIL, "Recette", "Examen"))),
    "a status whose column goes on without a number": (
        Motif.STATUT_AMBIGU,
        (write(NIL, 60, 200), write("Recette", 400, 200), write("Examen", 400, 260), write("Obtenu", 400, 320)),
    ),
    "nothing beside": (Motif.STATUT_ABSENT, make_table(("NIL", "Statut"), (NIL, ""), (AUTRE, "Recette"))),
    "a word that is on no ladder": (Motif.STATUT_INCONNU, make_table(("NIL", "Statut"), (NIL, "Déposé"))),
    "a status where the page begins": (Motif.IMAGE_COUPEE, make_table(("Recette", NIL, "ALPHA"))),
    "a card with two labels that do not agree": (
        Motif.STATUT_AMBIGU,
        make_card(100, 100, ("NIL :", NIL), ("Statut :", "Recette"), ("Statut :", "Examen")),
    ),
    "a card whose label has no value": (Motif.STATUT_ABSENT, make_card(100, 100, ("NIL :", NIL), ("Statut",))),
}


@pytest.mark.parametrize("nom", DOUTES)
def test_less_than_sure_is_said(nom):
    motif, cellules = DOUTES[nom]
    releve = read(*cellules)
    assert releve.motif is motif
    assert releve.code == "" or motif is Motif.IMAGE_COUPEE


def test_nothing_is_taken_from_the_card_of_another_number():
    cartes = (
        *make_card(100, 100, ("ALPHA",), ("NIL :", NIL), ("Version :", "5")),
        *make_card(100, 400, ("BÊTA",), ("NIL :", AUTRE), ("Statut :", "Recette")),
        *make_card(100, 700, ("GAMMA",), ("NIL :", "0041-7704"), ("Statut :", "Examen")),
    )
    assert told(read(*cartes))[:2] == (Motif.STATUT_ABSENT, "")
    assert told(read(*cartes, nil=AUTRE)) == (Motif.CONFORME, "recette", "fiche")
