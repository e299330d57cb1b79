"""Training: what each exercise answers and shows, whatever the référentiel."""

import pytest

from dossiers.rules.formation import EXERCICES, find_exercice, missing_proofs, next_answers, picture_of
from dossiers.rules.preparation import prepare_etape
from tests.rules.situations import PIECES, situation
from tests.rules.textes import dispositif

NUMERO = 123_456
CODES = ("DSR-BIO-SGL-Va2", "DSR-MDV-LGC-Va2", "DSR-HOP-DPI-Va2", "REM-MS-DUI-Va2")


def filled(code: str, exercice):
    """Answered until nothing is left but the proofs; how many rounds it took."""
    reponses, pieces = {}, {}
    for tour in range(1, 9):
        vue = situation(code, reponses=reponses, pieces=pieces)
        preparation = prepare_etape(vue)
        if preparation.prete:
            return vue, tour
        reponses = {**reponses, **next_answers(preparation, vue, exercice, NUMERO)}
        pieces = {**pieces, **{e.code: PIECES["preuve_cnda"] for e in missing_proofs(preparation, vue)}}
    raise AssertionError([ligne.code for ligne in preparation.bloquantes])


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("exercice", EXERCICES, ids=lambda e: e.code)
def test_each_exercise_answers_all_that_blocks(code, exercice):
    vue, tours = filled(code, exercice)
    assert prepare_etape(vue).prete
    assert tours <= 4


def test_no_number_is_given_twice():
    vue, _ = filled("DSR-MDV-LGC-Va2", find_exercice("propre"))
    assert (vue.reponses["nie"], vue.reponses["nil"]) == ("9876543-2", "9876543-3")


@pytest.mark.parametrize(
    ("exercice", "nil", "statut"),
    [
        ("propre", "9876543-3", "Pré-examen"),
        ("sous_seuil", "9876543-3", "Recette"),
        ("autre_nil", "4370368-7", "Pré-examen"),
    ],
)
def test_what_the_proof_shows(exercice, nil, statut):
    vue, _ = filled("DSR-MDV-LGC-Va2", find_exercice(exercice))
    image = picture_of(dispositif("DSR-MDV-LGC-Va2").exigence("preuve_cnda"), vue, find_exercice(exercice), NUMERO)
    assert (image.nil, image.nie, image.statut) == (nil, "9876543-2", statut)


def test_what_is_typed_is_never_what_the_twisted_proof_shows():
    """The éditeur declares what is expected: it is for the reviewer to see that the picture says otherwise."""
    vue, _ = filled("DSR-MDV-LGC-Va2", find_exercice("sous_seuil"))
    assert vue.reponses["statut_cnda"] == "Pré-examen"


def test_an_unknown_exercise_is_none():
    assert find_exercice("inconnu") is None
