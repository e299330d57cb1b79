"""The nine criteria: each answer means something, and nothing is decided."""

import pytest

from dossiers.queries.aide import aide_of
from dossiers.rules.critere import assess_criteres

CRITERES = aide_of().criteres
TOUT = dict.fromkeys(range(1, 10), "oui")


def test_there_are_nine_in_order():
    assert [critere.numero for critere in CRITERES] == list(range(1, 10))


def test_met_not_met_and_unknown_are_told_apart():
    bilan = assess_criteres(CRITERES, {1: "oui", 4: "non", 5: "peut-être"})
    assert (bilan.remplis, bilan.manquants, bilan.inconnus) == ((1,), (4,), (2, 3, 5, 6, 7, 8, 9))
    assert bilan.avis[3].phrase == CRITERES[3].non
    assert bilan.phrase.endswith("ce que vise le critère 4.")


@pytest.mark.parametrize(
    ("reponses", "debut"),
    [
        (TOUT, "Vos réponses décrivent une terminologie qui peut être présentée"),
        (TOUT | {8: "non", 9: "non"}, "Vos réponses décrivent"),
        (TOUT | {1: "non", 2: "non"}, "Les conditions générales sont réunies"),
        (TOUT | {3: ""}, "Rien ne s’oppose"),
        (TOUT | {3: "non", 7: "non"}, "Avant de présenter votre terminologie, il reste à travailler ce que visent"),
        ({}, "Rien ne s’oppose"),
    ],
)
def test_the_sentence(reponses, debut):
    phrase = assess_criteres(CRITERES, reponses).phrase
    assert phrase.startswith(debut)
    assert [mot for mot in ("acceptée", "refusée", "éligible") if mot in phrase] == []
