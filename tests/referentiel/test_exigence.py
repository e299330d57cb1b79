"""What a requirement answers about itself."""

from dossiers.referentiel.exigence import Porteur
from tests.referentiel.textes import dispositif

SI = "si = { hebergement"


def test_facts_that_a_requirement_reads_once_each():
    assert dispositif().exigence("contrat").faits == ("hebergement", "profil_general")


def test_facts_of_its_exceptions_come_after():
    sauf = 'sauf = [{ montage = true, hebergement = ["soi"] }, { proxy = true }]\n'
    lue = dispositif(SI, f"{sauf}{SI}").exigence("contrat")
    assert lue.faits == ("hebergement", "profil_general", "montage", "proxy")


def test_who_acts_in_words():
    assert [porteur.libelle for porteur in Porteur] == ["éditeur", "CNDA", "éditeur tiers", "ANS"]
