"""The examples a text carries are run: one that lies is told in a sentence."""

from dataclasses import replace
from datetime import date

from dossiers.referentiel.dispositif import Dispositif, ExempleDispositif
from dossiers.referentiel.exigence import Exemple, Exigence
from dossiers.rules.exemple import check_exemples
from tests.rules.textes import LE, dispositif


def _with(exigence: Exigence, *exemples: ExempleDispositif) -> Dispositif:
    return replace(dispositif("DSR-MDV-LGC-Va2"), exigences=(exigence,), exemples=exemples)


def _nil(*exemples: Exemple, **champs) -> Exigence:
    return replace(dispositif("DSR-MDV-LGC-Va2").exigence("nil"), exemples=exemples, **champs)


def test_true_examples_say_nothing():
    assert check_exemples(dispositif("DSR-MDV-LGC-Va2"), LE) == ()


def test_example_of_a_requirement_that_lies():
    lu = _with(_nil(Exemple((("montage", True), ("moteur", False)), "oui"), Exemple((("montage", False),), "oui")))
    assert check_exemples(lu, LE) == (
        "DSR-MDV-LGC-Va2, exigence « nil », exemple n° 1 : quand montage = oui, moteur = non, "
        "attendu « oui », obtenu « non ». Corrigez l’exemple ou la condition.",
    )


def test_example_where_nothing_is_known():
    assert check_exemples(_with(_nil(Exemple((), "oui"))), LE) == (
        "DSR-MDV-LGC-Va2, exigence « nil », exemple n° 1 : quand rien n’est connu, "
        "attendu « oui », obtenu « inconnu ». Corrigez l’exemple ou la condition.",
    )


def test_example_of_the_dispositif_that_lies():
    exemple = ExempleDispositif((("montage", False), ("secteur", "ville")), (("nil", "non"),))
    assert check_exemples(_with(_nil(), exemple), LE) == (
        "DSR-MDV-LGC-Va2, [[exemple]] n° 1, exigence « nil » : quand montage = non, secteur = ville, "
        "attendu « non », obtenu « oui ». Corrigez l’exemple ou la condition.",
    )


def test_facts_of_an_example_win_over_those_of_the_dispositif():
    exemple = Exemple((("montage", True), ("exception_eai", False)), "non")
    assert check_exemples(_with(_nil(exemple)), LE) == ()


def test_requirement_to_come_is_judged_on_its_first_day():
    lu = _with(_nil(Exemple((("montage", False),), "oui"), depuis=date(2030, 1, 1)))
    assert check_exemples(lu, LE) == ()


def test_requirement_that_is_over_is_judged_on_its_last_day():
    lu = _with(_nil(Exemple((("montage", False),), "oui"), jusqu_a=date(2020, 1, 1)))
    assert check_exemples(lu, LE) == ()
