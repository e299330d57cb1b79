"""Why a proof is to be replaced, in whole sentences."""

import pytest

from dossiers.rules.retenue import Analyse, Garde, replace_because


@pytest.mark.parametrize(
    ("motif", "dit"), [("Un nom se lit", "Un nom se lit."), ("Un nom se lit.", "Un nom se lit."), ("Quoi ?", "Quoi ?")]
)
def test_a_reason_ends_before_the_next_sentence(motif, dit):
    assert replace_because(Garde("cnda.png", Analyse.SAINE, motif)) == (
        f"L’ANS a mis le fichier «\u00a0cnda.png\u00a0» en quarantaine\u00a0: {dit} "
        "Remplacez-le par une copie où ces données sont masquées."
    )
