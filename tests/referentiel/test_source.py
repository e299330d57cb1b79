"""How sure a statement is, in the words shown."""

from dossiers.referentiel.source import Certitude


def test_certainty_in_words():
    assert [certitude.libelle for certitude in Certitude] == [
        "lu dans un texte public",
        "rapporté par un tiers",
        "déduit des textes, à confirmer par l’ANS",
        "non publié à notre connaissance",
    ]
