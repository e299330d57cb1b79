"""The status beside a number, on designs of pages met on pictures that nothing was tuned on."""

import pytest

from dossiers.rules.piece import Issue, Motif
from tests.rules.pages import make_card, make_table, write
from tests.rules.test_piece import BASSE, BONNE, ENTETE, NIL, badge, judge, row, steps, table

COTE = (*make_card(900, 100, ("NIL 0041-7703",), ("Recette",)), *make_card(900, 260, ("NIL 0041-7710",), ("Examen",)))

LONGUE = (
    *(
        write(texte, 60 + 220 * rang, 182)
        for rang, texte in enumerate(("Brouillon", "✓", "Recette", "Pré-examen", "Examen"))
    ),
    write("Contractualisation", 250, 204),
)
GRILLE_SEULE = (
    *(write(texte, 60 + 260 * rang, 100) for rang, texte in enumerate(("Logiciel", "NIL", "Version"))),
    *(write(texte, 60 + 260 * rang, 122) for rang, texte in enumerate(("ALPHA", NIL, "5"))),
    *(write(texte, 60 + 260 * rang, 160) for rang, texte in enumerate(("Statut", "Type de demande", "Date"))),
    *(write(texte, 320 + 260 * rang, 182) for rang, texte in enumerate(("INSi", "12/03/2026"))),
)
FICHES = make_card(60, 100, ("Suite Ambula",), ("NIL", NIL), ("Statut", "Pré-examen"), colonne=600)


@pytest.mark.parametrize(
    ("cellules", "motif"),
    [
        # The page of one request, beside the list of the others.
        ((*make_card(60, 100, ("NIL :", NIL), ("Version :", "5"), ("Statut :", "Pré-examen")), *COTE), Motif.CONFORME),
        ((*make_card(60, 100, ("NIL :", NIL), ("Version :", "5")), *COTE), Motif.STATUT_ABSENT),
        # Heads on two lines.
        (
            table(row("0041-7701", "Recette"), BONNE, entete=("N° d’identification|logiciel", *ENTETE[1:])),
            Motif.CONFORME,
        ),
        (table(BONNE, entete=("NIL", "Logiciel", "Version", "Statut|précédent", "Date")), Motif.STATUT_ABSENT),
        # Values far from their labels, in a wide card.
        (make_card(60, 100, ("NIL", NIL), ("Statut", "Pré-examen"), colonne=700), Motif.CONFORME),
        # What stands just under a status makes of it another one, or may.
        (
            (write("Pré-examen", 630, 285), *table((NIL, "ALPHA", "5", "Passer en pré-examen", ""))),
            Motif.STATUT_INCONNU,
        ),
        ((*badge(60, 100, NIL, "Pré-examen"), write("à envoyer en pré-examen", 270, 128)), Motif.STATUT_AMBIGU),
        (
            (*make_table(("ALPHA", "Pré-examen", f"NIL {NIL}"), y=200), write("suspendu", 250, 243)),
            Motif.STATUT_AMBIGU,
        ),
        # What a bubble hides in part.
        (
            (*make_card(60, 100, ("NIL :", NIL), ("Statut :", "Pré-examen")), write("lisation", 297, 134)),
            Motif.STATUT_INCONNU,
        ),
        # A row of the table that is a stepper, close under the request that it is about.
        ((*table(BASSE), *steps(282)), Motif.STATUT_INSUFFISANT),
        ((*table(BONNE), *steps(282)), Motif.CONFORME),
        # A step on two lines, and steps under the labels of a grid.
        ((*make_card(60, 100, ("NIL :", NIL), ("Statut :", "Pré-examen")), *LONGUE), Motif.CONFORME),
        ((*GRILLE_SEULE, write("Pré-examen", 60, 182), *steps(260)), Motif.CONFORME),
        # No status of its own: no step is taken for it, nor that of a card beside.
        ((*GRILLE_SEULE, *steps(260)), Motif.STATUT_ABSENT),
        # A cell of the next row on two lines, close under the status.
        (
            (
                *make_table(("NIL", "Statut"), (NIL, "Pré-examen"), ("0041-7703", "Anomalies"), y=108, pas=32),
                write("à corriger", 250, 189),
            ),
            Motif.CONFORME,
        ),
        # Capitals: « Statut visé » is no status, whatever comes with it.
        (table(BONNE, entete=("NIL", "Logiciel", "Version", "STATUT VISÉ", "Date")), Motif.STATUT_ABSENT),
        # A label whose value ends its line does not name the title that stands a little under it.
        (
            (*FICHES, *make_card(60, 226, ("Suite Ambula",), ("NIL", "0041-7703"), ("Statut", "Recette"), colonne=600)),
            Motif.CONFORME,
        ),
        # The page of one request in a grid, beside the list of the others.
        ((*GRILLE_SEULE, write("Pré-examen", 60, 182), *COTE), Motif.CONFORME),
        ((*GRILLE_SEULE, *COTE), Motif.STATUT_ABSENT),
    ],
)
def test_designs_met_later(cellules, motif):
    assert judge(*cellules).motif is motif


def test_foot_of_the_page_is_no_number_of_the_column():
    assert judge(*table(BONNE), write("© Assurance Maladie 2026", 60, 330)).motif is Motif.CONFORME


def test_number_that_begins_inside_its_run_is_cut_without_harm():
    """« Bidule logiciel 0041-7710 »: the label known is only the end of what stands before the number."""
    autres = make_card(700, 100, ("Bidule logiciel 0041-7703",), ("Recette",), ("Bidule logiciel 0041-7710",))
    assert judge(*make_card(60, 100, (f"Bidule logiciel {NIL}",), ("DMP",)), *autres).issue is Issue.ILLISIBLE


DEUX = (
    *make_card(60, 100, ("NIL", NIL), ("Statut", "Recette")),
    *make_card(60, 240, ("NIL", ""), ("Statut", "Examen")),
)


@pytest.mark.parametrize(
    "cellules",
    [
        # The number of the next card, and the status of this one.
        tuple(cellule for cellule in DEUX if cellule.texte not in ("", "Recette")),
        # The number of the card beside, and its label.
        (
            *make_card(60, 100, ("NIL :", NIL), ("Date :", "12/03/2026"), ("État du jour :", "Recette")),
            *make_card(600, 134, ("Date :", "01/02/2026"), ("Statut :", "Examen")),
        ),
        # The heads of the columns, and the status of the row.
        make_table(("Logiciel", "", "Date", ""), ("BÊTA", "NIL342738", "01/02/2026", "Examen"), ("ALPHA", NIL)),
    ],
)
def test_run_that_is_not_read_lends_no_status_of_a_neighbour(cellules):
    assert judge(*cellules).motif is Motif.STATUT_AMBIGU
