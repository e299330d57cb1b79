"""What a dispositif answers about itself."""

import pytest

from dossiers.referentiel.exigence import Porteur
from dossiers.referentiel.source import Certitude
from tests.referentiel.textes import commun, dispositif


def test_exigence_by_its_code():
    assert dispositif().exigence("contrat").libelle == "Contrat d’hébergement"


def test_exigence_unknown():
    with pytest.raises(KeyError, match=r"^'absente'$"):
        dispositif().exigence("absente")


def test_etape_by_its_number():
    assert dispositif().etape(2).attente == "La charte d’abord."


def test_etape_unknown():
    with pytest.raises(KeyError, match=r"^5$"):
        dispositif().etape(5)


def test_items_of_an_etape():
    lu = dispositif()
    assert [exigence.code for exigence in lu.exigences_de(2)] == ["nil", "contrat"]
    assert [question.code for question in lu.questions_de(2)] == ["montage", "hebergement"]
    assert (lu.exigences_de(1), lu.questions_de(1)) == ((), ())


def test_facts_that_a_requirement_reads_once_each():
    assert dispositif().exigence("contrat").faits == ("hebergement", "profil_general")


def test_source_of_an_address():
    commune = commun()
    assert commune.source("https://exemple.gouv.fr/faq").titre == "La foire aux questions"
    assert commune.source("https://exemple.gouv.fr/autre") is None


def test_statut_by_its_code():
    echelle = commun().echelle
    assert echelle.statut("refuse").libelle == "Refusé"
    with pytest.raises(KeyError, match=r"^'depose'$"):
        echelle.statut("depose")


def test_words_shown():
    assert [porteur.libelle for porteur in Porteur] == ["éditeur", "CNDA", "éditeur tiers", "ANS"]
    assert [certitude.libelle for certitude in Certitude] == [
        "lu dans un texte public",
        "rapporté par un tiers",
        "déduit des textes, à confirmer par l’ANS",
        "non publié à notre connaissance",
    ]
