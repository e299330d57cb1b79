"""What a dispositif answers about itself."""

import pytest

from tests.referentiel.textes import dispositif


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
