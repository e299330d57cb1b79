"""Which questions are shown, answer after answer, and what an answer makes known."""

from itertools import product

import pytest

from dossiers.rules.exigence import Valeur, judge_exigences
from dossiers.rules.question import questions_pertinentes, read_faits
from tests.rules.textes import LE, dispositif

PROPRES = {"financement": True, "proxy": True, "profil_general": True, "profil_centres_de_sante": False}


def _shown(code: str, etape: int = 2, **reponses: str) -> list[str]:
    lu = dispositif(code)
    faits = read_faits(lu, PROPRES, reponses)
    return [question.code for question in questions_pertinentes(lu, faits, LE, etape)]


@pytest.mark.parametrize(
    "code", ["DSR-MDV-LGC-Va2", "DSR-HOP-PFI-Va2", "DSR-HOP-DPI-Va2", "DSR-IMG-DB-Va2", "REM-MS-DUI-Va2"]
)
def test_moteur_is_asked_in_a_montage_only(code):
    assert _shown(code) == ["montage"]
    assert _shown(code, montage="oui") == ["montage", "moteur"]
    assert _shown(code, montage="non") == ["montage"]
    assert _shown(code, montage="oui", moteur="oui") == ["montage", "moteur"]
    assert _shown(code, montage="oui", moteur="non") == ["montage", "moteur"]
    assert _shown(code, montage="non", moteur="oui") == ["montage"]
    assert _shown(code, moteur="oui") == ["montage"]


@pytest.mark.parametrize(("montage", "moteur"), list(product(("", "oui", "non"), repeat=2)))
def test_moteur_is_never_worth_asking_without_the_exception(montage, moteur):
    assert _shown("DSR-MDV-LGC-Va1", montage=montage, moteur=moteur) == ["montage"]


def test_laboratory_is_asked_of_its_module_only_when_it_feeds_the_dmp():
    assert _shown("DSR-BIO-SGL-Va2") == ["passe_par_pfi"]
    assert _shown("DSR-BIO-SGL-Va2", passe_par_pfi="oui") == ["passe_par_pfi"]
    assert _shown("DSR-BIO-SGL-Va2", passe_par_pfi="non") == ["passe_par_pfi", "module_sous_traite"]
    assert _shown("DSR-BIO-SGL-Va2", passe_par_pfi="non", module_sous_traite="oui") == [
        "passe_par_pfi",
        "module_sous_traite",
    ]


def test_question_is_asked_at_its_own_etape():
    assert _shown("DSR-MDV-LGC-Va2", etape=3) == ["apcv"]
    assert _shown("DSR-HOP-PFI-Va2", etape=3) == ["eai_proxy"]
    assert _shown("DSR-MDV-LGC-Va2", etape=1) == []


def test_question_on_the_proxy_is_not_asked_without_one():
    lu = dispositif("DSR-HOP-PFI-Va2")
    faits = read_faits(lu, {**PROPRES, "proxy": False}, {})
    assert questions_pertinentes(lu, faits, LE, 3) == ()


def test_answer_that_is_none_of_the_choices_is_no_fact():
    lu = dispositif("DSR-MDV-LGC-Va2")
    assert read_faits(lu, PROPRES, {"montage": "peut-être", "moteur": "oui", "inconnue": "oui"}) == {
        "exception_eai": True,
        **PROPRES,
        "montage": None,
        "moteur": True,
        "apcv": None,
    }


@pytest.mark.parametrize("code", [*("DSR-MDV-LGC-Va1", "DSR-MDV-LGC-Va2", "DSR-HOP-PFI-Va2", "DSR-BIO-SGL-Va2")])
@pytest.mark.parametrize("reponse", ["oui", "non"])
def test_answering_what_is_shown_settles_everything(code, reponse):
    """Each round asks something new, until nothing is unknown: no dead end, no question without effect."""
    lu, reponses = dispositif(code), {}
    for _ in lu.questions:
        faits = read_faits(lu, PROPRES, reponses)
        montrees = {question.code for etape in (1, 2, 3, 4) for question in questions_pertinentes(lu, faits, LE, etape)}
        nouvelles = montrees - set(reponses)
        inconnus = [verdict for verdict in judge_exigences(lu, faits, LE) if verdict.valeur is Valeur.INCONNU]
        assert bool(nouvelles) is bool(inconnus)
        reponses |= dict.fromkeys(nouvelles, reponse)
    faits = read_faits(lu, PROPRES, reponses)
    assert [verdict for verdict in judge_exigences(lu, faits, LE) if verdict.valeur is Valeur.INCONNU] == []
