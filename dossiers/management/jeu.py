"""The demonstration as its texts tell it: fixtures/demo/comptes.toml and jeu.toml, read into plain objects."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from dossiers.rules.statut import fold

DEMO = Path(settings.BASE_DIR) / "fixtures" / "demo"
MOT_DE_PASSE = "demonstration-segur"
# The first geste of a dossier on its day, and the time between two.
MATIN, INTERVALLE = time(9, 12), timedelta(minutes=43)


@dataclass(frozen=True)
class Personne:
    """`role` as in the models, without accent; `editeur` is "" for the ANS."""

    courriel: str
    prenom: str
    nom: str
    role: str
    editeur: str

    @property
    def cle(self) -> str:
        """How the histories name this person."""
        return self.courriel.partition("@")[0]


@dataclass(frozen=True)
class Pas:
    """One step of the history of the `dossier`-th dossier."""

    le: datetime
    dossier: int
    geste: str
    texte: dict[str, Any]


def read_entreprises() -> list[dict[str, Any]]:
    """raison_sociale and siren of each company."""
    return _read("jeu.toml")["entreprise"]


def read_dossiers() -> list[dict[str, Any]]:
    """The dossiers, with their `histoire` and what they are `attendu` to be."""
    return _read("jeu.toml")["dossier"]


def read_personnes() -> list[Personne]:
    """Everyone: those of comptes.toml, then the others."""
    autres = [
        {**personne, "editeur": entreprise["raison_sociale"]}
        for entreprise in read_entreprises()
        for personne in entreprise.get("personnes", ())
    ]
    comptes = [*_read("comptes.toml")["compte"], *autres]
    return [Personne(c["courriel"], c["prenom"], c["nom"], fold(c["role"]), c["editeur"]) for c in comptes]


def list_pas(dossiers: list[dict[str, Any]], maintenant: datetime) -> list[Pas]:
    """All the steps of all the dossiers, in order of time."""
    pas = [
        Pas(step_date(maintenant, texte["jour"], rang), numero, texte["geste"], texte)
        for numero, dossier in enumerate(dossiers)
        for rang, texte in enumerate(dossier["histoire"])
    ]
    return sorted(pas, key=lambda p: p.le)


def step_date(maintenant: datetime, jours: int, rang: int) -> datetime:
    """A working hour, `jours` ago; a Friday instead of a weekend. Today: within the last hour."""
    if jours == 0:
        return maintenant - timedelta(minutes=60 - rang)
    jour = timezone.localdate(maintenant) - timedelta(days=jours)
    jour -= timedelta(days=max(0, jour.weekday() - 4))
    return timezone.make_aware(datetime.combine(jour, MATIN)) + rang * INTERVALLE


def _read(nom: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / nom).read_text("utf-8"))
