"""Whom to reach: by where a person stands, who must act, and what the question is about."""

from datetime import date

import pytest

from dossiers.referentiel.fiche import Moyen
from dossiers.rules.contact import QUAND, Appelant, choose_moyens

TOUS = tuple(
    Moyen(quand, quand, "", quand, "", date(2026, 1, 31), thematiques=themes)
    for quand, themes in (
        ("toujours", ("compte",)),
        ("dossier", ()),
        ("public", ()),
        ("cnda", ("nil",)),
        ("thematique", ("eai",)),
        ("etape_3", ("gazelle",)),
    )
)
CAS = [
    # Without a dossier: all that may help, until a thématique is said.
    (Appelant(), ["toujours", "public", "cnda", "thematique", "etape_3"]),
    (Appelant(thematique="nil"), ["cnda", "public"]),
    (Appelant(thematique="eai"), ["thematique", "public"]),
    (Appelant(thematique="gazelle"), ["public", "etape_3"]),
    (Appelant(thematique="compte"), ["toujours", "public"]),
    (Appelant(thematique="autre"), ["public"]),
    # With one: the candidature is registered from étape 2 on, the proofs from étape 3.
    (Appelant(1), ["toujours", "public", "cnda"]),
    (Appelant(2), ["toujours", "dossier", "cnda"]),
    (Appelant(3), ["toujours", "dossier", "cnda", "etape_3"]),
    (Appelant(2, thematique="autre"), ["toujours", "dossier"]),
    (Appelant(2, "editeur", "eai"), ["thematique", "toujours", "dossier"]),
    (Appelant(2, "cnda", "autre"), ["toujours", "dossier", "cnda"]),
    (Appelant(2, "cnda", "nil"), ["cnda", "toujours", "dossier"]),
    # The thématique of an étape does not bring it forward.
    (Appelant(2, thematique="gazelle"), ["toujours", "dossier"]),
]


@pytest.mark.parametrize(("appelant", "attendus"), CAS, ids=range(len(CAS)))
def test_ways_that_apply_the_meant_one_first(appelant, attendus):
    assert [moyen.code for moyen in choose_moyens(TOUS, appelant)] == attendus


def test_every_situation_is_tried_here():
    assert {moyen.quand for moyen in TOUS} == set(QUAND)
