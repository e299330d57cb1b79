"""The texts of a fresh install, read once: the rules are judged on what is really published."""

from datetime import date
from functools import cache
from pathlib import Path

from dossiers.referentiel.commun import Commun
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.texte import NOM_COMMUN, read_commun, read_dispositif

TEXTES = Path(__file__).resolve().parents[2] / "fixtures" / "referentiel"
LE = date(2026, 11, 23)


@cache
def commun() -> Commun:
    return read_commun((TEXTES / NOM_COMMUN).read_text(encoding="utf-8"))


@cache
def read(fichier: str) -> Dispositif:
    """The dispositif of that file."""
    return read_dispositif((TEXTES / fichier).read_text(encoding="utf-8"), commun(), fichier)


def dispositif(code: str) -> Dispositif:
    """The dispositif of that code, from the file of that name in lower case."""
    return read(f"{code.lower()}.toml")
