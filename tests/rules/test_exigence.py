"""The montage table, word for word, and what a verdict carries."""

from dataclasses import replace
from datetime import date

import pytest

from dossiers.referentiel.exigence import Exigence
from dossiers.rules.condition import Raison
from dossiers.rules.exigence import Valeur, Verdict, judge_exigence, judge_exigences
from tests.rules.textes import LE, commun, dispositif

OUI, NON, INCONNU = Valeur.OUI, Valeur.NON, Valeur.INCONNU
COLONNES = ("preuve_cnda", "nil", "nil_tiers", "homologation_cnda", "solution_tiers", "nie")

# montage, moteur → the own CNDA request and its proof, own NIL, third party's NIL, own homologation, its name, NIE.
AVEC_EXCEPTION = {
    (None, None): (INCONNU, INCONNU, INCONNU, INCONNU, INCONNU, OUI),
    (None, False): (INCONNU, INCONNU, INCONNU, INCONNU, INCONNU, OUI),
    (None, True): (OUI, OUI, NON, OUI, INCONNU, OUI),
    (False, None): (OUI, OUI, NON, OUI, NON, OUI),
    (False, False): (OUI, OUI, NON, OUI, NON, OUI),
    (False, True): (OUI, OUI, NON, OUI, NON, OUI),
    (True, None): (INCONNU, INCONNU, INCONNU, INCONNU, OUI, OUI),
    (True, False): (NON, NON, OUI, NON, OUI, OUI),
    (True, True): (OUI, OUI, NON, OUI, OUI, OUI),
}
SANS_EXCEPTION = {
    **{(None, moteur): (INCONNU, INCONNU, INCONNU, INCONNU, INCONNU, OUI) for moteur in (None, False, True)},
    **{(False, moteur): (OUI, OUI, NON, OUI, NON, OUI) for moteur in (None, False, True)},
    **{(True, moteur): (NON, NON, OUI, NON, OUI, OUI) for moteur in (None, False, True)},
}
DISPOSITIFS = {
    "DSR-MDV-LGC-Va2": AVEC_EXCEPTION,
    "DSR-HOP-PFI-Va2": AVEC_EXCEPTION,
    "DSR-HOP-DPI-Va2": AVEC_EXCEPTION,
    "DSR-IMG-DB-Va2": AVEC_EXCEPTION,
    "REM-MS-DUI-Va2": AVEC_EXCEPTION,
    "DSR-MDV-LGC-Va1": SANS_EXCEPTION,
}
# passe_par_pfi, module_sous_traite → the same, for a laboratory's software.
COLONNES_SGL = ("preuve_cnda", "nil", "nil_tiers", "homologation_cnda", "homologation_sous_traitant", "nie")
SGL = {
    (None, None): (INCONNU, INCONNU, INCONNU, INCONNU, INCONNU, OUI),
    (None, False): (INCONNU, INCONNU, NON, INCONNU, NON, OUI),
    (None, True): (NON, NON, INCONNU, NON, INCONNU, OUI),
    (True, None): (NON, NON, NON, NON, NON, OUI),
    (True, False): (NON, NON, NON, NON, NON, OUI),
    (True, True): (NON, NON, NON, NON, NON, OUI),
    (False, None): (INCONNU, INCONNU, INCONNU, INCONNU, INCONNU, OUI),
    (False, False): (OUI, OUI, NON, OUI, NON, OUI),
    (False, True): (NON, NON, OUI, NON, OUI, OUI),
}


@pytest.mark.parametrize("code", DISPOSITIFS)
def test_montage_table(code):
    assert {
        cas: _row(code, COLONNES, dict(zip(("montage", "moteur"), cas, strict=True))) for cas in DISPOSITIFS[code]
    } == (DISPOSITIFS[code])


def test_laboratory_table():
    faits = ("passe_par_pfi", "module_sous_traite")
    assert {cas: _row("DSR-BIO-SGL-Va2", COLONNES_SGL, dict(zip(faits, cas, strict=True))) for cas in SGL} == SGL


def _row(code: str, colonnes: tuple[str, ...], reponses: dict) -> tuple[Valeur, ...]:
    lu = dispositif(code)
    faits = {**dict(lu.faits), **reponses}
    return tuple(judge_exigence(lu.exigence(colonne), faits, LE).valeur for colonne in colonnes)


def test_verdict_carries_the_answers_that_led_to_it_and_its_text():
    lu = dispositif("DSR-MDV-LGC-Va2")
    exigence = lu.exigence("preuve_cnda")
    verdict = judge_exigence(exigence, {**dict(lu.faits), "montage": True, "moteur": True}, LE)
    assert verdict == Verdict(exigence, OUI, (Raison("moteur", True), Raison("exception_eai", True)))
    assert verdict.reference == commun().sources[0].adresse


def test_waiver_carries_its_answers():
    lu = dispositif("DSR-MDV-LGC-Va1")
    verdict = judge_exigence(lu.exigence("nil"), {**dict(lu.faits), "montage": True}, LE)
    assert verdict.raisons == (Raison("montage", True), Raison("exception_eai", False))


def test_undecided_verdict_says_what_to_ask():
    lu = dispositif("DSR-MDV-LGC-Va2")
    verdict = judge_exigence(lu.exigence("nil_tiers"), {**dict(lu.faits), "montage": True}, LE)
    assert (verdict.valeur, verdict.manquants) == (INCONNU, ("moteur",))


def test_verdicts_of_one_etape_or_of_all():
    lu = dispositif("DSR-MDV-LGC-Va2")
    assert [verdict.exigence.code for verdict in judge_exigences(lu, {}, LE, 2)] == [
        *("nie", "nil", "nil_tiers", "preuve_cnda", "solution_tiers", "versions_obsoletes"),
    ]
    assert [verdict.exigence.etape for verdict in judge_exigences(lu, {}, LE)] == [1, 1, 2, 2, 2, 2, 2, 2, 3, 4, 4]


PERIODE = (date(2026, 3, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("depuis", "jusqu_a", "le", "valeur"),
    [
        (*PERIODE, date(2026, 2, 28), NON),
        (*PERIODE, date(2026, 3, 1), OUI),
        (*PERIODE, date(2026, 6, 30), OUI),
        (*PERIODE, date(2026, 7, 1), NON),
        (PERIODE[0], None, date(2099, 1, 1), OUI),
        (None, PERIODE[1], date(2000, 1, 1), OUI),
        (None, None, LE, OUI),
    ],
)
def test_period_of_a_requirement(depuis, jusqu_a, le, valeur):
    exigence = _dated(depuis, jusqu_a)
    assert judge_exigence(exigence, {}, le) == Verdict(exigence, valeur, hors_periode=valeur is NON)


def _dated(depuis: date | None, jusqu_a: date | None) -> Exigence:
    return replace(dispositif("DSR-MDV-LGC-Va2").exigence("nie"), depuis=depuis, jusqu_a=jusqu_a)
