"""Tall rows whose status stands at their foot, nearer to the number of the next: told by their order, or not at all."""

import pytest

from dossiers.rules.piece import Attendu, Constat, Motif, judge_piece
from tests.rules.pages import make_page, turn, write
from tests.rules.textes import commun

NILS = ("0041-7701", "0041-7702", "0041-7703")
STATUTS = ("Recette", "Pré-examen", "Contractualisation")
ENTETE = ("NIL", "Logiciel", "Statut", "Date")
PAS, BAS, HAUT = 120, 84, 36
PIED = (write("3 demandes affichées", 60, 700),)


def tall(nils=NILS, statuts=STATUTS, *, bas=BAS, debut=HAUT, noms=("ALPHA", "BÊTA", "GAMMA"), y=200):
    """The cells of such a table; an empty text makes none. `debut`: of its first row, under its head."""
    cellules = [write(texte, 60 + 190 * rang, y) for rang, texte in enumerate(ENTETE)]
    for rang, (nil, statut, nom) in enumerate(zip(nils, statuts, noms, strict=True)):
        ici = y + debut + PAS * rang
        ligne = (nil, 60, ici), (nom, 250, ici), (statut, 440, ici + bas), ("12/03/2026", 630, ici)
        cellules += [write(texte, x, ou) for texte, x, ou in ligne if texte]
    return tuple(cellules)


def judge(*cellules, nil: str = NILS[1], logiciel: str = "") -> Constat:
    return judge_piece((make_page(*cellules),), Attendu(nil, logiciel=logiciel), commun().echelle)


@pytest.mark.parametrize(
    ("nil", "motif", "statut"),
    [
        (NILS[0], Motif.STATUT_INSUFFISANT, "recette"),
        (NILS[1], Motif.CONFORME, "pre_examen"),
        (NILS[2], Motif.STATUT_INSUFFISANT, "contractualisation"),
        ("0041-7709", Motif.AUTRE_NIL, ""),
    ],
)
def test_each_number_has_the_status_of_its_own_row(nil, motif, statut):
    constat = judge(*tall(), *PIED, nil=nil)
    assert (constat.motif, constat.statut) == (motif, statut)


@pytest.mark.parametrize("degres", [-3, -1, 2])
def test_tilt_changes_nothing(degres):
    page = turn(make_page(*tall(), *PIED), degres)
    assert judge_piece((page,), Attendu(NILS[1]), commun().echelle).motif is Motif.CONFORME


def test_menu_beside_it_is_no_part_of_it():
    menu = [write(texte, 0, 260 + 50 * rang, 16) for rang, texte in enumerate(("Aide", "Compte", "Suivi"))]
    table = turn(make_page(*tall(), *PIED), 0).cellules
    assert judge(*table, *menu).motif is Motif.CONFORME


@pytest.mark.parametrize(
    "cellules",
    [
        pytest.param((*tall(statuts=("", *STATUTS[1:])), *PIED), id="the first row has none"),
        pytest.param((*tall(statuts=(*STATUTS[:2], "")), *PIED), id="the last row has none"),
        pytest.param((*tall(statuts=("Déposé", *STATUTS[1:])), *PIED), id="one is not on the ladder"),
        pytest.param((*tall(nils=("", *NILS[1:])), *PIED), id="a number is not read"),
        pytest.param(tall(), id="the page ends before one more number would"),
        pytest.param((*tall(statuts=("", *STATUTS[:2]), bas=BAS - PAS), *PIED), id="they are those of the next rows"),
        pytest.param((*tall(debut=PAS), *PIED), id="rows may begin well over their numbers"),
        pytest.param((*tall(), write("Examen", 440, 440), *PIED), id="two in a row"),
        pytest.param((*tall(), write("à revoir", 250, 440), *PIED), id="something else stands between"),
        pytest.param(tall()[4:] + PIED, id="no head"),
    ],
)
@pytest.mark.parametrize("nil", NILS)
def test_a_doubt_on_one_row_leaves_them_all(cellules, nil):
    constat = judge(*cellules, nil=nil)
    assert (constat.statut, constat.motif is Motif.CONFORME) == ("", False)


@pytest.mark.parametrize("rang", range(len(tall())))
def test_whatever_is_not_read_never_gives_the_status_of_a_neighbour(rang):
    cellules = tuple(cellule for autre, cellule in enumerate(tall()) if autre != rang)
    lus = [judge(*cellules, *PIED, nil=nil).statut for nil in NILS]
    assert all(lu in ("", code) for lu, code in zip(lus, ("recette", "pre_examen", "contractualisation"), strict=True))


def test_name_alone_is_no_number_of_the_table():
    assert judge(*tall(), *PIED, nil="", logiciel="BÊTA").motif is Motif.NIL_ABSENT
