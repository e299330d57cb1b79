"""Words brought to one form: pure, on words made for the test."""

import pytest

from dossiers.referentiel.lexique import Lexique, Synonyme
from dossiers.rules.vocable import build_table, canonise, fold, meaning_of, sound_key, split_words

TABLE = build_table(
    Lexique((Synonyme("ecps", ("e-CPS", "carte e-CPS")), Synonyme("logiciel", ("LPS",))), ("le la l de mon ma où est",))
)


@pytest.mark.parametrize(("texte", "plie"), [("Œuvre À VÉRIFIER", "oeuvre a verifier"), ("ﬁn", "fin"), ("İ", "i")])
def test_fold(texte, plie):
    assert fold(texte) == plie


def test_words_end_at_apostrophes_hyphens_and_stops():
    assert split_words("L’e-CPS d'un P.S., n° 12 !") == ["l", "e", "cps", "d", "un", "p", "s", "n", "12"]


def test_the_longest_form_wins_and_plurals_are_read():
    assert canonise(split_words("la carte e-CPS et les cartes e-cps"), TABLE) == ["la", "ecps", "et", "les", "ecps"]


def test_meaning_drops_what_has_none():
    assert meaning_of("Où est mon LPS ?", TABLE) == meaning_of("le logiciel", TABLE) == ["logiciel"]


@pytest.mark.parametrize(
    ("un", "autre"), [("omologassion", "homologation"), ("nationnal", "national"), ("kalité", "qualité")]
)
def test_what_sounds_alike(un, autre):
    assert sound_key(fold(un)) == sound_key(fold(autre))
