"""The refusal of a text: its parts, its sentence, and the word that was meant."""

import pytest

from dossiers.referentiel.erreur import ReferentielInvalide, suggest
from tests.referentiel.textes import dispositif


def test_refusal_keeps_its_parts():
    with pytest.raises(ReferentielInvalide) as refus:
        dispositif('couloir = "mdv"', 'couloir = "ville"')
    erreur = refus.value
    assert (erreur.fichier, erreur.bloc, erreur.champ, erreur.phrase) == (
        "essai.toml",
        "[dispositif]",
        "couloir",
        "attend un de ces codes : mdv.",
    )


def test_sentence_says_where():
    assert str(ReferentielInvalide("a.toml", "[[b]]", "c", "d.")) == "a.toml, [[b]], champ « c » : d."
    assert str(ReferentielInvalide("a.toml", "[[b]]", "", "d.")) == "a.toml, [[b]] : d."


@pytest.mark.parametrize(
    ("mot", "phrase"),
    [
        ("titres", " Vouliez-vous écrire « titre » ?"),
        ("adrese", " Vouliez-vous écrire « adresse » ?"),
        ("zzz", ""),
    ],
)
def test_nearest_word_is_suggested(mot, phrase):
    assert suggest(mot, ("adresse", "titre")) == phrase
    assert suggest(mot, ()) == ""
