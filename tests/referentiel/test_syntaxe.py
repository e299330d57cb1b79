"""What is not TOML is told in French, with the line and the column; each cause is one the parser really gives."""

import tomllib

import pytest

from dossiers.referentiel.syntaxe import CAUSES, DEFAUT, describe_syntax

FAUTES = [
    ("a = 1\nb c", "ligne 2, colonne 3 : il manque « = » après un nom de champ"),
    ("a = oui", "ligne 1, colonne 5 : une valeur manque ou se lit mal (un texte se met entre guillemets)"),
    ("a = [1", "à la fin du texte : un crochet ou une accolade n’est pas refermé"),
    ("[a\n", "ligne 1, colonne 3 : un crochet n’est pas refermé"),
    ('a = """x', "à la fin du texte : un guillemet n’est pas refermé"),
    ('a = "x\n', "ligne 1, colonne 7 : un guillemet n’est pas refermé"),
    ("a = 'x", "à la fin du texte : un guillemet n’est pas refermé"),
    ('a = "\\q"', "ligne 1, colonne 8 : un texte contient « \\ », qui s’écrit « \\\\ »"),
    ("[a]\n[a]", "ligne 2, colonne 3 : ce champ ou ce bloc est déjà écrit plus haut"),
    ("a = { b = 1, b = 2 }", "ligne 1, colonne 19 : ce champ est déjà écrit plus haut"),
    ("a = 1 2", "ligne 1, colonne 7 : quelque chose suit la valeur, alors qu’une ligne ne porte qu’un champ"),
    ("= 1", f"ligne 1, colonne 1 : {DEFAUT}"),
]


@pytest.mark.parametrize(("texte", "phrase"), FAUTES)
def test_mistake_of_syntax(texte, phrase):
    with pytest.raises(tomllib.TOMLDecodeError) as erreur:
        tomllib.loads(texte)
    assert describe_syntax(str(erreur.value)) == f"ce n’est pas du TOML lisible, {phrase}."


def test_every_cause_is_tried():
    assert {cause for cause in CAUSES.values() if not any(cause in phrase for _, phrase in FAUTES)} == set()
