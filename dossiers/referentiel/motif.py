"""Reads the TOML text of the reasons of correction. Refuses with a sentence."""

import tomllib
from dataclasses import dataclass

from dossiers.referentiel.champ import build, refuse_unknown
from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.referentiel.syntaxe import describe_syntax


@dataclass(frozen=True)
class Modele:
    """One reason as it is kept. `kind` and `format` empty: for any requirement. `texte` holds words between braces."""

    code: str
    libelle: str
    texte: str
    kind: str = ""
    format: str = ""


def read_motifs(texte: str, fichier: str) -> tuple[Modele, ...]:
    """The reasons of a file, in its order. Raises `ReferentielInvalide`."""
    try:
        brut = tomllib.loads(texte)
    except tomllib.TOMLDecodeError as erreur:
        raise ReferentielInvalide(fichier, "texte", "", describe_syntax(str(erreur))) from None
    refuse_unknown(brut, ["motif"], fichier, "texte")
    blocs = brut.get("motif", [])
    if not isinstance(blocs, list):
        raise ReferentielInvalide(fichier, "[motif]", "", "écrivez ce bloc entre doubles crochets : [[motif]].")
    modeles = tuple(build(Modele, bloc, fichier, f"[[motif]] n° {rang}") for rang, bloc in enumerate(blocs, 1))
    _refuse_twice(modeles, fichier)
    return modeles


def _refuse_twice(modeles: tuple[Modele, ...], fichier: str) -> None:
    vus: set[str] = set()
    for modele in modeles:
        if modele.code in vus:
            raise ReferentielInvalide(fichier, f"[[motif]] « {modele.code} »", "code", "ce code est déjà pris.")
        vus.add(modele.code)
