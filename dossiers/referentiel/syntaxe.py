"""A text that is not TOML: the parser's English turned into a French sentence, with the line and the column."""

import re

LIEU = re.compile(r"\(at line (\d+), column (\d+)\)$")
# How the parser's message begins → what the person must look at. `tests/referentiel/test_syntaxe.py` tries each.
CAUSES = {
    "Expected '='": "il manque « = » après un nom de champ",
    "Invalid value": "une valeur manque ou se lit mal (un texte se met entre guillemets)",
    "Unclosed": "un crochet ou une accolade n’est pas refermé",
    "Expected ']": "un crochet n’est pas refermé",
    "Unterminated": "un guillemet n’est pas refermé",
    "Illegal character": "un guillemet n’est pas refermé",
    "Expected '\"'": "un guillemet n’est pas refermé",
    'Expected "\'"': "un guillemet n’est pas refermé",
    "Unescaped": "un texte contient « \\ », qui s’écrit « \\\\ »",
    "Cannot": "ce champ ou ce bloc est déjà écrit plus haut",
    "Duplicate": "ce champ est déjà écrit plus haut",
    "Expected newline": "quelque chose suit la valeur, alors qu’une ligne ne porte qu’un champ",
}
DEFAUT = "relisez cette ligne et la précédente"


def describe_syntax(message: str) -> str:
    """A French sentence from the message of `tomllib.TOMLDecodeError`."""
    lieu = LIEU.search(message)
    ou = f"ligne {lieu[1]}, colonne {lieu[2]}" if lieu else "à la fin du texte"
    cause = next((cause for debut, cause in CAUSES.items() if message.startswith(debut)), DEFAUT)
    return f"ce n’est pas du TOML lisible, {ou} : {cause}."
