"""What was expected beside what was read."""

from dataclasses import replace

from dossiers.rules.comparaison import Comparaison, compare_lecture
from dossiers.rules.concordance import constat_of
from tests.fiches import fiche, page
from tests.rules.situations import PIECES, PRETES, situation


def _lines(lue) -> tuple[Comparaison, ...]:
    piece = replace(PIECES["preuve_cnda"], pages=(lue,))
    vue = situation(reponses=PRETES, pieces={"preuve_cnda": piece}, logiciel="Alpha")
    exigence = vue.dispositif.exigence("preuve_cnda")
    return compare_lecture(constat_of(exigence, vue), exigence, vue)


MINIMUM = "au moins «\u00a0Pré-examen\u00a0»"


def test_all_agrees():
    assert _lines(fiche()) == (
        Comparaison("nil", "NIL", "456-A", "456-A", True),
        Comparaison("statut", "Statut", MINIMUM, "Pré-examen", True),
        Comparaison("nie", "NIE", "00123", "00123", True),
    )


def test_what_differs():
    assert _lines(fiche("789-B", "Recette")) == (
        Comparaison("nil", "NIL", "456-A", "789-B", False),
        Comparaison("statut", "Statut", MINIMUM, "Recette", False),
        Comparaison("nie", "NIE", "00123", "00123", True),
    )


def test_number_and_status_are_expected_even_when_nothing_is_read():
    assert _lines(page()) == (
        Comparaison("nil", "NIL", "456-A", ""),
        Comparaison("statut", "Statut", MINIMUM, ""),
    )
