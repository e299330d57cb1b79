"""What must hold before a geste: each guard met, and each of its refusals whole, with the fields it points at."""

from dataclasses import replace

import pytest

from dossiers.rules.garde import GARDES, corrections_motivees, expected_examens, preparation_complete, tout_conforme
from dossiers.rules.refus import Refus
from dossiers.rules.situation import Examen
from dossiers.rules.transition import TRANSITIONS
from tests.rules.situations import AUTRE, LGC, PIECES, PRETES, TIERCE, contested, examined, situation, submitted
from tests.rules.textes import dispositif

LIBELLES = {
    "nie": "Numéro d’identification éditeur (NIE)",
    "nil": "Numéro d’identification logiciel (NIL)",
    "preuve_cnda": "Preuve de la demande déposée au CNDA",
    "versions_obsoletes": "Versions obsolètes de la solution",
}


def _refusal(garde, vue) -> Refus:
    with pytest.raises(Refus) as refus:
        garde(vue)
    return refus.value


def test_every_guard_of_the_table_exists_and_every_guard_serves():
    assert {t.garde for t in TRANSITIONS if t.garde} == set(GARDES)


# ------------------------------------------------------------------ sending


def test_ready_étape_may_be_sent():
    assert preparation_complete(situation(reponses=PRETES, pieces=PIECES)) is None
    assert preparation_complete(situation(reponses={**PRETES, "statut_cnda": "en cours actif"}, pieces=PIECES)) is None
    assert preparation_complete(replace(contested(), pieces={"preuve_cnda": AUTRE})) is None


def test_what_is_missing_is_said_field_by_field():
    refus = _refusal(preparation_complete, situation(reponses={**PRETES, "nie": "", "statut_cnda": ""}, pieces=PIECES))
    assert refus.phrase == "Il reste 2 points à régler avant l’envoi."
    assert list(refus.champs) == ["nie", "statut_cnda"]
    assert refus.champs["statut_cnda"] == "Indiquez le statut que montre la copie d’écran."


def test_one_missing_thing():
    refus = _refusal(preparation_complete, situation(reponses={**PRETES, "nie": "é"}, pieces=PIECES))
    assert str(refus) == "Il reste un point à régler avant l’envoi."
    assert refus.champs == {
        "nie": "Ce numéro ne peut contenir que des lettres sans accent, des chiffres et des tirets."
    }


def test_contested_and_unchanged_may_not_be_sent_again():
    refus = _refusal(preparation_complete, contested(nie="Il manque un chiffre."))
    assert refus.champs == {"nie": "L’ANS demande une correction\u00a0: Il manque un chiffre."}


def test_what_is_undecided_is_not_sent():
    lu = dispositif(LGC)
    sauf_nil = tuple(e for e in lu.exigences if e.code in ("nie", "nil"))
    muet = replace(lu, questions=(), exigences=sauf_nil)
    refus = _refusal(preparation_complete, situation(muet, reponses=PRETES, pieces=PIECES))
    assert refus.phrase == (
        "Vos réponses ne permettent pas encore de savoir si ceci vous est demandé : "
        f"« {LIBELLES['nil']} ». Complétez-les."
    )
    assert refus.champs == {}


# ------------------------------------------------------------------ deciding


def test_what_a_reviewer_must_judge():
    assert expected_examens(submitted()) == ("nie", "nil", "preuve_cnda", "versions_obsoletes")
    assert expected_examens(submitted(reponses=TIERCE, pieces={})) == (
        "nie",
        "nil_tiers",
        "solution_tiers",
        "versions_obsoletes",
    )
    assert expected_examens(situation()) == ()


def test_all_conforme_may_be_validated():
    assert tout_conforme(examined()) is None


def test_without_object_is_no_objection():
    vue = examined()
    vue = replace(vue, examens={**vue.examens, "versions_obsoletes": Examen("versions_obsoletes", "sans_objet")})
    assert tout_conforme(vue) is None


@pytest.mark.parametrize("garde", [tout_conforme, corrections_motivees])
def test_every_requirement_needs_its_verdict(garde):
    vue = examined(nie="Faux.")
    un_seul = replace(vue, examens={"nie": vue.examens["nie"]})
    assert _refusal(garde, un_seul).phrase == (
        f"Il vous reste à vous prononcer sur\u00a0: «\u00a0{LIBELLES['nil']}\u00a0», "
        f"«\u00a0{LIBELLES['preuve_cnda']}\u00a0», «\u00a0{LIBELLES['versions_obsoletes']}\u00a0»."
    )


@pytest.mark.parametrize(
    ("motifs", "phrase"),
    [
        ({"nie": "Faux."}, "Une exigence est à corriger\u00a0: demandez des compléments ou refusez."),
        ({"nie": "Faux.", "nil": "Faux."}, "2 exigences sont à corriger\u00a0: demandez des compléments ou refusez."),
    ],
)
def test_nothing_to_correct_may_be_left_in_what_is_validated(motifs, phrase):
    assert _refusal(tout_conforme, examined(**motifs)).phrase == phrase


def test_correction_with_its_reason_may_be_asked():
    assert corrections_motivees(examined(nie="Il manque un chiffre.")) is None


def test_nothing_to_correct_is_nothing_to_ask():
    assert _refusal(corrections_motivees, examined()).phrase == (
        "Aucune exigence n’est «\u00a0à corriger\u00a0»\u00a0: désignez ce qui doit l’être, avec son motif."
    )


def test_correction_without_its_reason_is_refused():
    assert _refusal(corrections_motivees, examined(nie=" ", nil="")).phrase == (
        f"Indiquez le motif de la correction demandée pour\u00a0: «\u00a0{LIBELLES['nie']}\u00a0», "
        f"«\u00a0{LIBELLES['nil']}\u00a0»."
    )
