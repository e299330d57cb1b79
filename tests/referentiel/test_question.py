"""A question: what may be answered, and the fact an answer stands for."""

import pytest

from dossiers.referentiel.question import Choix, Portee, Question
from tests.referentiel.textes import LU

OUI_NON = Question("montage", "Un montage", 2, "situation", "https://exemple.gouv.fr", LU)
CHOIX = Question(
    "hebergement",
    "Qui",
    2,
    "situation",
    "https://exemple.gouv.fr",
    LU,
    choix=(Choix("soi", "Nous"), Choix("non", "Nul")),
)


def test_without_choices_yes_or_no():
    assert OUI_NON.reponses == (Choix("oui", "Oui"), Choix("non", "Non"))


@pytest.mark.parametrize(
    ("valeur", "fait"), [("oui", True), ("non", False), ("", None), ("Oui", None), ("peut-être", None)]
)
def test_fact_of_a_yes_no_answer(valeur, fait):
    assert OUI_NON.fait(valeur) is fait


@pytest.mark.parametrize(("valeur", "fait"), [("soi", "soi"), ("non", "non"), ("", None), ("oui", None)])
def test_fact_of_a_choice_is_its_word(valeur, fait):
    assert CHOIX.fait(valeur) == fait


def test_scope_in_words():
    assert {portee.value: portee.libelle for portee in Portee} == {
        "editeur": "commun à toute l’entreprise",
        "solution": "commun à tous les dossiers de la solution",
        "dossier": "propre à ce dossier",
    }
