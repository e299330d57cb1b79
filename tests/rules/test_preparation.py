"""Readiness as a whole: what is counted, who blocks, what comes next, what to begin from the first day."""

from dataclasses import replace

import pytest

from dossiers.referentiel.exigence import Porteur
from dossiers.rules.parcours import Etat
from dossiers.rules.preparation import prepare_at, prepare_etape
from tests.rules.situations import AUTRE, LE, LGC, PIECES, PRETES, TIERCE, contested, situation, submitted
from tests.rules.textes import dispositif


def _codes(lignes) -> list[str]:
    return [ligne.code for ligne in lignes]


def test_empty_dossier():
    preparation = prepare_etape(situation())
    assert _codes(preparation.bloquantes) == ["montage", "nie", "versions_obsoletes"]
    assert _codes(preparation.satisfaites) == []
    assert [v.exigence.code for v in preparation.suspendues] == ["nil", "nil_tiers", "preuve_cnda", "solution_tiers"]
    assert (preparation.prete, preparation.bloqueur, preparation.prochaine.code) == (False, Porteur.EDITEUR, "montage")


def test_ready_dossier():
    preparation = prepare_etape(situation(reponses=PRETES, pieces=PIECES))
    assert _codes(preparation.bloquantes) == []
    assert _codes(preparation.satisfaites) == ["montage", "nie", "nil", "preuve_cnda", "versions_obsoletes"]
    assert preparation.suspendues == ()
    assert (preparation.prete, preparation.bloqueur, preparation.prochaine) == (True, Porteur.EDITEUR, None)


def test_nothing_left_to_do_is_not_ready_while_a_requirement_is_undecided():
    """No question is put for a fact that none gives: silence waives nothing all the same."""
    lu = dispositif(LGC)
    muet = replace(lu, questions=tuple(question for question in lu.questions if question.code != "montage"))
    preparation = prepare_etape(situation(muet, reponses=PRETES, pieces=PIECES))
    assert _codes(preparation.bloquantes) == []
    assert [v.exigence.code for v in preparation.suspendues] == ["nil", "nil_tiers", "preuve_cnda", "solution_tiers"]
    assert (preparation.prete, preparation.bloqueur) == (False, Porteur.EDITEUR)


def test_requirements_follow_the_answers():
    assert _codes(prepare_etape(situation(reponses=TIERCE)).lignes) == [
        "montage",
        "moteur",
        "nie",
        "nil_tiers",
        "solution_tiers",
        "versions_obsoletes",
    ]


@pytest.mark.parametrize(
    ("reponses", "bloqueur"),
    [
        ({**PRETES, "statut_cnda": "Recette"}, Porteur.CNDA),
        ({**PRETES, "statut_cnda": "Recette", "nie": ""}, Porteur.EDITEUR),
        ({**PRETES, "statut_cnda": "en cours actif"}, Porteur.EDITEUR),
        ({**TIERCE, "nil_tiers": ""}, Porteur.TIERS),
        ({**TIERCE, "nil_tiers": "", "solution_tiers": ""}, Porteur.EDITEUR),
    ],
)
def test_who_blocks(reponses, bloqueur):
    assert prepare_etape(situation(reponses=reponses, pieces=PIECES)).bloqueur is bloqueur


def test_next_action_is_one_the_editeur_can_take():
    vue = situation(reponses={**TIERCE, "nil_tiers": "", "solution_tiers": ""})
    assert prepare_etape(vue).prochaine.code == "solution_tiers"
    assert prepare_etape(situation(reponses={**TIERCE, "nil_tiers": ""})).prochaine.code == "nil_tiers"


@pytest.mark.parametrize(
    ("etat", "bloqueur"),
    [
        (Etat.FERMEE, None),
        (Etat.OUVERTE, Porteur.EDITEUR),
        (Etat.SOUMISE, Porteur.ANS),
        (Etat.COMPLEMENTS, Porteur.EDITEUR),
        (Etat.VALIDEE, None),
        (Etat.REFUSEE, None),
        (Etat.RETIREE, None),
    ],
)
def test_who_must_act_in_each_state(etat, bloqueur):
    assert prepare_etape(situation(etat=etat)).bloqueur is bloqueur


@pytest.mark.parametrize("etape", [3, 4])
def test_nobody_is_awaited_at_an_etape_that_is_not_filled_in_here(etape):
    assert prepare_etape(situation(etape=etape)).bloqueur is None


def test_complements_are_counted():
    preparation = prepare_etape(contested(nie="Faux.", nil="Faux aussi."))
    assert _codes(preparation.bloquantes) == ["nie", "nil"]
    assert preparation.prochaine.code == "nie"
    assert prepare_etape(replace(contested(), pieces={"preuve_cnda": AUTRE})).prete is True


@pytest.mark.parametrize(("valeur", "lignes"), [("", []), ("12", ["nru_utilisateur"])])
def test_optional_requirement_counts_only_once_it_holds_something(valeur, lignes):
    preparation = prepare_etape(situation(etape=1, reponses={"nru_utilisateur": valeur}))
    assert _codes(preparation.lignes) == lignes
    assert preparation.prete is True


def test_optional_requirement_that_is_wrong_must_be_mended_or_emptied():
    preparation = prepare_etape(situation(etape=1, reponses={"nru_utilisateur": "n°"}))
    assert _codes(preparation.bloquantes) == ["nru_utilisateur"]


def test_optional_requirement_of_a_proxy_is_for_those_who_have_one():
    reponses = {"nru_proxy": "12"}
    assert _codes(prepare_etape(situation(etape=1, reponses=reponses)).lignes) == []
    vue = situation(etape=1, reponses=reponses, propres={"proxy": True, "financement": True})
    assert _codes(prepare_etape(vue).lignes) == ["nru_proxy"]


# ------------------------------------------------------------------ what to begin from the first day


def _advice(**champs) -> list[str]:
    return [exigence.code for exigence in prepare_etape(situation(**{"etape": 1, **champs})).conseils]


def test_cnda_must_be_begun_from_the_first_day():
    assert _advice() == ["preuve_cnda"]
    assert _advice(reponses={"montage": "oui"}) == ["preuve_cnda"]
    assert _advice(reponses={"montage": "oui", "moteur": "oui"}) == ["preuve_cnda"]


def test_cnda_is_not_advised_once_ruled_out():
    assert _advice(reponses={"montage": "oui", "moteur": "non"}) == []
    assert _advice(code="DSR-MDV-LGC-Va1", reponses={"montage": "oui"}) == []
    assert _advice(code="DSR-BIO-SGL-Va2", reponses={"passe_par_pfi": "oui"}) == []


def test_laboratory_is_advised_of_both_ways_until_it_says_which():
    assert _advice(code="DSR-BIO-SGL-Va2") == ["preuve_cnda", "homologation_sous_traitant"]


@pytest.mark.parametrize("etape", [2, 3, 4])
def test_advice_is_for_the_first_etape(etape):
    assert _advice(etape=etape) == []


# ------------------------------------------------------------------ seen from another étape


def test_an_etape_to_come_is_shown_as_if_it_were_open():
    vue = prepare_at(situation(etape=1, etats={1: Etat.OUVERTE, 2: Etat.FERMEE}), 2)
    assert (vue.etape, vue.etat, _codes(vue.lignes), vue.bloqueur) == (
        2,
        Etat.FERMEE,
        ["montage", "nie", "versions_obsoletes"],
        None,
    )


def test_an_etape_to_come_knows_nothing_of_what_was_contested_here():
    vue = replace(contested(), etats={2: Etat.COMPLEMENTS, 4: Etat.FERMEE})
    assert _codes(prepare_at(vue, 4).lignes) == ["homologation_cnda"]


def test_requirement_outside_its_days_is_not_shown():
    lu = dispositif(LGC)
    exigences = tuple(replace(e, depuis=LE.date().replace(day=24)) if e.code == "nie" else e for e in lu.exigences)
    avant = situation(replace(lu, exigences=exigences), reponses=PRETES, pieces=PIECES)
    assert "nie" not in _codes(prepare_etape(avant).lignes)
    assert "nie" in _codes(prepare_etape(replace(avant, le=LE.replace(day=24))).lignes)


def test_day_is_that_of_paris():
    """At half past eleven at night in UTC it is already tomorrow in Paris."""
    lu = dispositif(LGC)
    exigences = tuple(replace(e, depuis=LE.date().replace(day=24)) if e.code == "nie" else e for e in lu.exigences)
    tard = situation(replace(lu, exigences=exigences), le=LE.fromisoformat("2026-11-23T23:30:00+00:00"))
    assert "nie" in _codes(prepare_etape(tard).lignes)


def test_submitted_dossier_awaits_the_ans_whatever_is_missing():
    assert prepare_etape(replace(submitted(), pieces={})).bloqueur is Porteur.ANS
