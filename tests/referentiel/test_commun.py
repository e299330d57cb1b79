"""What the common part answers about itself."""

from tests.referentiel.textes import commun


def test_source_of_an_address():
    commune = commun()
    assert commune.source("https://exemple.gouv.fr/faq").titre == "La foire aux questions"
    assert commune.source("https://exemple.gouv.fr/autre") is None
