"""Which fields of an étape may be changed, what a submission holds, and what a change is."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dossiers.referentiel.condition import read_clause
from dossiers.referentiel.question import Portee
from dossiers.rules.champ import (
    answer_codes,
    answers_of,
    clean_answer,
    freeze,
    has_changed,
    hold,
    open_fields,
    submission_content,
    submitted_verdicts,
)
from dossiers.rules.jour import PARIS
from dossiers.rules.parcours import Etat
from dossiers.rules.situation import Depot, Piece
from tests.rules.situations import (
    AUTRE,
    LE,
    LGC,
    PIECES,
    PRETES,
    SUITES,
    TIERCE,
    contested,
    examined,
    situation,
    submitted,
    with_answers,
)
from tests.rules.textes import dispositif

# Every field of étape 2 of the LGC.
TOUS = set("montage moteur nie nil nil_tiers solution_tiers preuve_cnda statut_cnda versions_obsoletes".split())


def _exigence(code: str):
    return dispositif(LGC).exigence(code)


def test_whose_fact_each_answer_is():
    assert answer_codes(dispositif(LGC), 2) == {
        "montage": Portee.DOSSIER,
        "moteur": Portee.SOLUTION,
        "nie": Portee.EDITEUR,
        "nil": Portee.SOLUTION,
        "nil_tiers": Portee.DOSSIER,
        "statut_cnda": Portee.DOSSIER,
        "solution_tiers": Portee.DOSSIER,
        "versions_obsoletes": Portee.DOSSIER,
    }
    assert answer_codes(dispositif(LGC), 1) == {"nru_utilisateur": Portee.EDITEUR, "nru_proxy": Portee.DOSSIER}


def test_what_is_typed_for_a_requirement():
    lu = dispositif(LGC)
    assert answers_of(lu.exigence("nie")) == ("nie",)
    assert answers_of(lu.exigence("preuve_cnda")) == ("statut_cnda",)
    assert answers_of(replace(lu.exigence("preuve_cnda"), lecture=None)) == ()


@pytest.mark.parametrize(
    ("code", "valeur", "gardee"),
    [
        ("nie", " 00 123\u200b ", "00123"),
        ("statut_cnda", " Pré-examen ", "Pré-examen"),
        ("versions_obsoletes", "1\r\n2\r\n", "1\n2"),
        ("montage", "oui ", "oui"),
        ("inconnu", " a ", "a"),
    ],
)
def test_answer_as_it_is_kept(code, valeur, gardee):
    assert clean_answer(dispositif(LGC), code, valeur) == gardee


# ------------------------------------------------------------------ what is submitted


def test_submission_holds_what_matters_and_the_digest_of_its_proofs():
    avant = situation(reponses={**PRETES, "moteur": "oui", "nil_tiers": "9"}, pieces=PIECES)
    assert submission_content(avant) == {
        "reponses": PRETES,
        "pieces": {"preuve_cnda": "p1"},
        "empreintes": {"preuve_cnda": "a" * 64},
    }


def test_submission_holds_every_file_of_a_proof_in_order():
    contenu = submission_content(situation(reponses=PRETES, pieces=PIECES, suites=SUITES))
    assert contenu == {
        "reponses": PRETES,
        "pieces": {"preuve_cnda": "p1"},
        "empreintes": {"preuve_cnda": "a" * 64},
        "suites": {"preuve_cnda": ["p5", "p6"]},
        "empreintes_suites": {"preuve_cnda": ["c" * 64, "d" * 64]},
    }


def test_submission_leaves_out_the_files_of_a_proof_that_is_no_longer_asked():
    avant = situation(reponses=TIERCE, pieces=PIECES, suites=SUITES)
    assert submission_content(avant) == {"reponses": TIERCE, "pieces": {}, "empreintes": {}}


def test_submission_leaves_out_a_proof_that_is_no_longer_asked():
    avant = situation(reponses={**TIERCE, "nil": "456-A", "statut_cnda": "Pré-examen"}, pieces=PIECES)
    assert submission_content(avant) == {"reponses": TIERCE, "pieces": {}, "empreintes": {}}


def test_nothing_was_submitted_before_the_first_submission():
    assert submitted_verdicts(situation(reponses=PRETES, pieces=PIECES)) == ()


def test_what_was_submitted_is_judged_on_what_was_answered_then():
    vue = replace(submitted(), reponses=TIERCE)
    assert [v.exigence.code for v in submitted_verdicts(vue)] == ["nie", "nil", "preuve_cnda", "versions_obsoletes"]


def test_what_was_submitted_is_judged_on_its_own_day():
    """A requirement that begins between the submission and the review was not submitted, and needs no verdict."""
    nouvelle = replace(_exigence("nie"), code="attestation", depuis=date(2026, 11, 24))
    lu = replace(dispositif(LGC), exigences=(*dispositif(LGC).exigences, nouvelle))
    vue = replace(submitted(lu), le=datetime(2026, 11, 25, 9, 0, tzinfo=PARIS))
    assert [v.exigence.code for v in submitted_verdicts(vue)] == ["nie", "nil", "preuve_cnda", "versions_obsoletes"]
    assert open_fields(contested(vue, nie="Faux.")) == {"nie", "attestation", "moteur", "nil_tiers", "solution_tiers"}


@pytest.mark.parametrize(("valeur", "attendus"), [("", []), ("12", ["nru"])])
def test_optional_requirement_is_submitted_when_it_holds_something(valeur, attendus):
    lu = replace(dispositif(LGC), exigences=(replace(_exigence("nie"), code="nru", facultatif=True),))
    vue = submitted(lu, {"nru": valeur}, {})
    assert [v.exigence.code for v in submitted_verdicts(vue)] == attendus


# ------------------------------------------------------------------ what is open


def test_everything_is_open_before_the_first_submission():
    assert open_fields(situation()) == TOUS
    assert open_fields(situation(etape=1)) == {"nru_utilisateur", "nru_proxy"}


@pytest.mark.parametrize("etat", [e for e in Etat if e not in (Etat.OUVERTE, Etat.COMPLEMENTS)])
def test_nothing_is_open_in_the_other_states(etat):
    assert open_fields(replace(submitted(), etat=etat)) == set()
    assert open_fields(situation(etat=etat)) == set()


JAMAIS_DEMANDES = {"moteur", "nil_tiers", "solution_tiers"}


@pytest.mark.parametrize(
    ("conteste", "ouverts"),
    [
        ("nie", {"nie"}),
        ("nil", {"nil", "montage"}),
        ("preuve_cnda", {"preuve_cnda", "statut_cnda", "montage"}),
        ("versions_obsoletes", {"versions_obsoletes"}),
    ],
)
def test_after_a_request_what_was_contested_opens_with_what_was_not_asked(conteste, ouverts):
    assert open_fields(contested(**{conteste: "Faux."})) == ouverts | JAMAIS_DEMANDES


def test_in_a_montage_the_own_number_and_proof_were_not_asked():
    base = submitted(reponses=TIERCE, pieces={})
    jamais = {"nil", "preuve_cnda", "statut_cnda"}
    assert open_fields(contested(base, nil_tiers="Faux.")) == {"nil_tiers", "montage", "moteur"} | jamais
    assert open_fields(contested(base, solution_tiers="Faux.")) == {"solution_tiers", "montage"} | jamais


def test_what_a_new_answer_requires_opens_with_it():
    """Contested for its proof, the éditeur says it is a montage: all that this brings can be filled in."""
    vue = with_answers(contested(), montage="oui", moteur="non", nil_tiers="789-T", solution_tiers="Alpha")
    assert {code: vue.reponses[code] for code in ("montage", "moteur", "nil_tiers", "solution_tiers")} == {
        "montage": "oui",
        "moteur": "non",
        "nil_tiers": "789-T",
        "solution_tiers": "Alpha",
    }


def test_a_question_that_a_new_answer_raises_opens_with_it():
    """The contested requirement reads « montage » only; the answer raises another question, which nobody had asked."""
    lu = replace(
        dispositif(LGC),
        exigences=(
            replace(_exigence("solution_tiers"), si=read_clause({"montage": True})),
            replace(_exigence("nil"), si=read_clause({"montage": False, "moteur": True}), sauf=()),
        ),
    )
    base = submitted(lu, {"montage": "oui", "solution_tiers": "Alpha"}, {})
    assert open_fields(contested(base, solution_tiers="Faux.")) == {"solution_tiers", "montage", "nil", "moteur"}


def test_proof_that_does_not_open_can_be_replaced_though_nobody_contested_it():
    illisible = replace(PIECES["preuve_cnda"], illisible=True)
    vue = replace(contested(nie="Faux."), pieces={"preuve_cnda": illisible})
    assert open_fields(vue) == {"nie", "preuve_cnda", "statut_cnda"} | JAMAIS_DEMANDES
    assert open_fields(replace(vue, pieces={})) == {"nie", "preuve_cnda", "statut_cnda"} | JAMAIS_DEMANDES
    remplacee = replace(vue, pieces={"preuve_cnda": AUTRE})
    assert open_fields(remplacee) == {"nie", "preuve_cnda", "statut_cnda"} | JAMAIS_DEMANDES


def test_one_file_of_several_that_does_not_open_reopens_the_proof():
    base = submitted(suites=SUITES)
    suite, fin = SUITES["preuve_cnda"]
    assert open_fields(contested(base, nie="Faux.")) == {"nie"} | JAMAIS_DEMANDES
    for suites in ((replace(suite, illisible=True), fin), (fin,)):
        vue = replace(contested(base, nie="Faux."), suites={"preuve_cnda": suites})
        assert open_fields(vue) == {"nie", "preuve_cnda", "statut_cnda"} | JAMAIS_DEMANDES


# ------------------------------------------------------------------ what a change is


def test_nothing_changes_without_a_submission():
    assert has_changed(situation(reponses=PRETES), _exigence("nie")) is False


@pytest.mark.parametrize("code", ["nie", "nil", "preuve_cnda", "versions_obsoletes"])
def test_what_was_sent_has_not_changed(code):
    assert has_changed(contested(), _exigence(code)) is False


def test_new_value_is_a_change():
    vue = with_answers(contested(nie="Faux."), nie="00124")
    assert [e.code for e in vue.dispositif.exigences_de(2) if has_changed(vue, e)] == ["nie"]


def test_emptied_value_is_a_change():
    assert has_changed(with_answers(contested(nie="Faux."), nie=""), _exigence("nie")) is True


def test_new_picture_is_a_change():
    assert has_changed(replace(contested(), pieces={"preuve_cnda": AUTRE}), _exigence("preuve_cnda")) is True


def test_same_picture_given_again_is_no_change():
    jumelle = Piece("p3", "la même.png", "a" * 64, LE)
    assert has_changed(replace(contested(), pieces={"preuve_cnda": jumelle}), _exigence("preuve_cnda")) is False


def test_a_change_of_any_file_of_several_is_one():
    suite, fin = SUITES["preuve_cnda"]
    jumelle = replace(suite, uuid="p9", nom="la même.png")
    vue, exigence = contested(submitted(suites=SUITES)), _exigence("preuve_cnda")
    changes = {
        "same": (suite, fin),
        "given again": (jumelle, fin),
        "replaced": (AUTRE, fin),
        "taken away": (suite,),
        "one more": (suite, fin, AUTRE),
        "in another order": (fin, suite),
        "none": (),
    }
    vus = {nom: has_changed(replace(vue, suites={"preuve_cnda": s}), exigence) for nom, s in changes.items()}
    assert vus == {nom: nom not in ("same", "given again") for nom in changes}


def test_removed_picture_is_a_change():
    assert has_changed(replace(contested(), pieces={}), _exigence("preuve_cnda")) is True


def test_new_status_is_a_change_of_its_proof():
    assert has_changed(with_answers(contested(), statut_cnda="Examen"), _exigence("preuve_cnda")) is True


def test_question_that_changed_changes_all_that_reads_it():
    """The number is the same, but it is now asked for another reason: the reviewer reads it again."""
    vue = with_answers(contested(), montage="oui", moteur="oui")
    assert has_changed(vue, _exigence("nil")) is True
    assert has_changed(vue, _exigence("nie")) is False


def test_answer_to_a_question_that_was_not_asked_changes_nothing():
    """« moteur » is the solution's: another dossier may tell it while this one, in no montage, never asked."""
    vue = with_answers(contested(), moteur="oui")
    assert [e.code for e in vue.dispositif.exigences_de(2) if has_changed(vue, e)] == []


# ------------------------------------------------------------------ what is held


@pytest.mark.parametrize("etat", [Etat.SOUMISE, Etat.VALIDEE, Etat.REFUSEE, Etat.RETIREE])
def test_shared_answer_told_elsewhere_does_not_change_what_the_ans_has(etat):
    vue = freeze(replace(submitted(), etat=etat, reponses={**PRETES, "nie": "99999", "nil": "99999", "moteur": "oui"}))
    assert {code: vue.reponses[code] for code in ("nie", "nil", "moteur")} == {
        "nie": "00123",
        "nil": "456-A",
        "moteur": "",
    }


def test_shared_answer_told_elsewhere_does_not_change_what_was_not_contested():
    vue = with_answers(contested(), nie="99999", nil="99999", statut_cnda="Examen")
    assert (vue.reponses["nie"], vue.reponses["nil"], vue.reponses["statut_cnda"]) == ("00123", "456-A", "Examen")


def test_contested_shared_answer_told_elsewhere_is_taken():
    assert with_answers(contested(nie="Faux."), nie="00124").reponses["nie"] == "00124"


def test_nothing_is_held_before_the_first_submission():
    vue = situation(reponses=PRETES)
    assert freeze(vue) is vue


def test_where_a_value_told_since_comes_from_is_hushed():
    provenances = {"nie": "Saisi par A, dans le dossier n° 2.", "nil": "Saisi par B, dans le dossier n° 3."}
    vue = situation(reponses={"nie": "99999", "nil": "456-A"}, provenances=provenances)
    tenue = hold(vue, ["nie", "nil"], {"nie": "00123", "nil": "456-A"})
    assert tenue.reponses == {"nie": "00123", "nil": "456-A"}
    assert tenue.provenances == {"nil": "Saisi par B, dans le dossier n° 3."}


def test_held_situation_keeps_its_verdicts_and_pieces():
    vue = examined(nie="Faux.")
    assert (freeze(vue).examens, freeze(vue).pieces) == (vue.examens, vue.pieces)


def test_depot_of_an_other_round_is_what_is_held():
    deuxieme = Depot(2, LE, {**PRETES, "nie": "00124"}, {"preuve_cnda": "p1"}, {"preuve_cnda": "a" * 64})
    assert freeze(replace(submitted(), depot=deuxieme)).reponses["nie"] == "00124"
