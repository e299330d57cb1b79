"""Cohen's kappa against figures worked out by hand, its conventions, and what must hold of it whatever the counts."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.rules.accord import ECHELLE, MINIMUM, SANS_VARIATION, TROP_PEU, Accord, agreement_of, cohen_kappa

C, A, S = "conforme", "a_corriger", "sans_objet"
COMPTES = st.dictionaries(st.tuples(*[st.sampled_from([C, A, S])] * 2), st.integers(0, 50), max_size=9)

# Worked out by hand.
# The textbook one (Wikipedia, « Cohen's kappa », grant applications): 20, 5, 10, 15 of 50.
#   po = 35/50 = 0,70; pe = (25·30 + 25·20)/50² = 0,50; κ = 0,20/0,50 = 0,40
# Three categories, 30 pairs: po = (12 + 7 + 4)/30 = 23/30; firsts 15, 9, 6; seconds 14, 10, 6
#   pe = (15·14 + 9·10 + 6·6)/900 = 336/900; κ = (690 − 336)/(900 − 336) = 354/564 = 59/94
EXEMPLES = {
    "textbook": ({(C, C): 20, (C, A): 5, (A, C): 10, (A, A): 15}, Fraction(2, 5)),
    "three categories": (
        {(C, C): 12, (C, A): 2, (C, S): 1, (A, C): 1, (A, A): 7, (A, S): 1, (S, C): 1, (S, A): 1, (S, S): 4},
        Fraction(59, 94),
    ),
    "complete": ({(C, C): 6, (A, A): 6}, Fraction(1)),
    "chance": ({(C, C): 5, (C, A): 5, (A, C): 5, (A, A): 5}, Fraction(0)),
    "opposite": ({(C, A): 10, (A, C): 10}, Fraction(-1)),
    "one never varies": ({(C, C): 9, (C, A): 1}, Fraction(0)),
}


@pytest.mark.parametrize(("comptes", "kappa"), EXEMPLES.values(), ids=EXEMPLES)
def test_by_hand(comptes, kappa):
    assert cohen_kappa(comptes) == kappa


@pytest.mark.parametrize("comptes", [{}, {(C, C): 0}, {(C, C): 40}, {(A, A): 12}])
def test_undefined_without_pairs_or_without_variation(comptes):
    assert cohen_kappa(comptes) is None


@given(COMPTES)
def test_what_must_hold(comptes):
    kappa = cohen_kappa(comptes)
    retourne = {(second, premier): nombre for (premier, second), nombre in comptes.items()}
    assert cohen_kappa(retourne) == kappa
    assert cohen_kappa({paire: nombre * 7 for paire, nombre in comptes.items()}) == kappa
    if kappa is not None:
        assert -1 <= kappa <= 1
        paires = [paire for paire, nombre in comptes.items() if nombre]
        assert (kappa == 1) is all(premier == second for premier, second in paires)


@given(COMPTES)
def test_every_agreement_has_its_words(comptes):
    accord = agreement_of(comptes)
    assert accord.paires == sum(comptes.values())
    assert 0 <= accord.accords <= accord.paires
    if accord.paires < MINIMUM:
        assert (accord.kappa, accord.phrase) == (None, TROP_PEU)
    else:
        assert accord.phrase in {SANS_VARIATION, *(mots for _, mots in ECHELLE)}


@pytest.mark.parametrize(
    ("kappa", "phrase"),
    [
        (Fraction(-1, 2), "les lecteurs ne s’accordent pas mieux que le hasard"),
        (Fraction(0), "les lecteurs ne s’accordent pas mieux que le hasard"),
        (Fraction(1, 5), "accord très faible"),
        (Fraction(21, 100), "accord faible"),
        (Fraction(1, 2), "accord moyen"),
        (Fraction(4, 5), "accord fort"),
        (Fraction(81, 100), "accord presque parfait"),
        (Fraction(1), "accord presque parfait"),
        (None, "tous les avis sont les mêmes\u00a0: le kappa n’est pas défini, l’accord est complet"),
    ],
)
def test_in_words(kappa, phrase):
    assert Accord(MINIMUM, 5, kappa).phrase == phrase


def test_nothing_is_said_below_ten_pairs():
    assert agreement_of({(C, C): 5, (C, A): 4}) == Accord(9, 5, None)
    assert (
        agreement_of({(C, C): 5, (C, A): 4}).phrase == "moins de 10 lectures doubles\u00a0: rien ne s’en déduit encore"
    )
    assert agreement_of({(C, C): 6, (C, A): 2, (A, A): 2}) == Accord(10, 8, Fraction(6, 11))
