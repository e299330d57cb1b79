"""Turns one TOML table into one frozen dataclass, field by field, and refuses what does not fit with a sentence."""

from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from dossiers.referentiel.condition import Clause, read_clause
from dossiers.referentiel.erreur import ReferentielInvalide, suggest

T = TypeVar("T")
MOTS = {
    str: "un texte entre guillemets",
    bool: "true ou false",
    int: "un nombre entier",
    date: "une date comme 2026-01-31",
    datetime: "une date et une heure comme 2026-01-31T12:00:00, sans décalage : c’est l’heure de Paris",
}


def build(cls: type[T], table: object, fichier: str, bloc: str, **connus: Any) -> T:
    """One `cls` from one table; `connus` are fields given by the caller, not by the text.

    Raises `ReferentielInvalide` naming `fichier`, `bloc` and the field.
    """
    if not isinstance(table, dict):
        raise ReferentielInvalide(fichier, bloc, "", "attend un bloc de champs.")
    refuse_unknown(table, [champ.name for champ in fields(cls) if champ.name not in connus], fichier, bloc)  # type: ignore[arg-type]
    types = get_type_hints(cls)
    valeurs = dict(connus)
    for champ in fields(cls):  # type: ignore[arg-type]
        if champ.name in connus:
            continue
        if champ.name in table:
            valeurs[champ.name] = _convert(types[champ.name], table[champ.name], fichier, bloc, champ.name)
        elif _required(champ):
            raise ReferentielInvalide(fichier, bloc, champ.name, "ce champ est obligatoire, ajoutez-le.")
        if _required(champ) and valeurs.get(champ.name) == "":
            raise ReferentielInvalide(fichier, bloc, champ.name, "ce texte ne peut pas être vide.")
    return cls(**valeurs)


def _required(champ: Field) -> bool:
    return champ.default is MISSING and champ.default_factory is MISSING


def refuse_unknown(table: dict, admis: Iterable[str], fichier: str, bloc: str) -> None:
    """Raises `ReferentielInvalide` at the first field of `table` that is not in `admis`, and names the nearest."""
    admis = list(admis)
    for nom in table:
        if nom not in admis:
            raise ReferentielInvalide(fichier, bloc, nom, f"ce champ n’existe pas.{suggest(nom, admis)}")


def _convert(attendu: Any, valeur: object, fichier: str, bloc: str, champ: str) -> Any:
    def refuse(phrase: str) -> ReferentielInvalide:
        return ReferentielInvalide(fichier, bloc, champ, phrase)

    if get_origin(attendu) in (Union, UnionType) and NoneType in get_args(attendu):
        attendu = next(arg for arg in get_args(attendu) if arg is not NoneType)
    if attendu is Clause:
        return _convert_clause(valeur, refuse)
    if get_origin(attendu) is tuple:
        return _convert_tuple(get_args(attendu), valeur, fichier, bloc, champ)
    if isinstance(attendu, type) and issubclass(attendu, StrEnum):
        return _convert_mot(attendu, valeur, refuse)
    if is_dataclass(attendu):
        return build(attendu, valeur, fichier, f"{bloc}, {champ}")
    return _convert_simple(attendu, valeur, refuse)


def _convert_clause(valeur: object, refuse) -> Clause:
    if not isinstance(valeur, dict):
        raise refuse("attend une condition comme { montage = true }.")
    try:
        return read_clause(valeur)
    except ValueError as erreur:
        raise refuse(str(erreur)) from None


def _convert_tuple(args: tuple, valeur: object, fichier: str, bloc: str, champ: str) -> tuple:
    if get_origin(args[0]) is tuple:
        return _convert_paires(args[0], valeur, fichier, bloc, champ)
    if not isinstance(valeur, list):
        raise ReferentielInvalide(fichier, bloc, champ, "attend une liste entre crochets.")
    return tuple(_convert(args[0], item, fichier, bloc, f"{champ} n° {rang}") for rang, item in enumerate(valeur, 1))


def _convert_paires(paire: Any, valeur: object, fichier: str, bloc: str, champ: str) -> tuple:
    """A table kept as pairs: facts (true, false or a word) or verdicts (a word)."""
    if not isinstance(valeur, dict):
        raise ReferentielInvalide(fichier, bloc, champ, "attend un tableau comme { montage = true }.")
    admis = (str,) if get_args(paire)[1] is str else (bool, str)
    for nom, contenu in valeur.items():
        if not isinstance(contenu, admis):
            mots = " ou ".join("un mot" if genre is str else "true/false" for genre in admis)
            raise ReferentielInvalide(fichier, bloc, champ, f"« {nom} » attend {mots}.")
    return tuple(valeur.items())


def _convert_mot(attendu: type[StrEnum], valeur: object, refuse) -> StrEnum:
    admis = [membre.value for membre in attendu]
    if valeur not in admis:
        raise refuse(f"attend un de ces mots : {', '.join(admis)}.")
    return attendu(valeur)


def _convert_simple(attendu: type, valeur: object, refuse) -> object:
    exact = type(valeur) is attendu
    if not exact or (attendu is datetime and valeur.tzinfo is not None):  # type: ignore[union-attr]
        raise refuse(f"attend {MOTS[attendu]}.")
    return valeur.strip() if isinstance(valeur, str) else valeur
