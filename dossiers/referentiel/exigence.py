"""A requirement: what the ANS asks, when, in what form, and where it says so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dossiers.referentiel.condition import Clause
from dossiers.referentiel.question import Portee
from dossiers.referentiel.source import Certitude


class Kind(StrEnum):
    IDENTIFIANT = "identifiant"
    PIECE = "piece"
    DECLARATION = "declaration"
    LIEN = "lien"


class Format(StrEnum):
    """What a typed value must look like; `rules/identifiant.py` and `rules/declaration.py` check it."""

    NUMERO = "numero"
    SIREN = "siren"
    SIRET = "siret"
    TEXTE = "texte"
    LISTE_OU_NEANT = "liste_ou_neant"
    ADRESSE = "adresse"


class Porteur(StrEnum):
    """Who must act for an item to move."""

    EDITEUR = "editeur"
    CNDA = "cnda"
    TIERS = "tiers"
    ANS = "ans"

    @property
    def libelle(self) -> str:
        return {"editeur": "éditeur", "cnda": "CNDA", "tiers": "éditeur tiers", "ans": "ANS"}[self.value]


@dataclass(frozen=True)
class Lecture:
    """What must be read on a proof: the answer that holds the status, and the least status that will do."""

    fait: str
    statut_min: str
    libelle: str = "Statut affiché sur la copie d’écran"


@dataclass(frozen=True)
class Exemple:
    """A case in the words of the law: given these facts the requirement is `alors` (oui, non or inconnu)."""

    quand: tuple[tuple[str, bool | str], ...]
    alors: str
    phrase: str = ""


@dataclass(frozen=True)
class Exigence:
    code: str
    libelle: str
    etape: int
    kind: Kind
    partie: str
    reference: str
    lu_le: date
    exemples: tuple[Exemple, ...]
    portee: Portee = Portee.DOSSIER
    porteur: Porteur = Porteur.EDITEUR
    format: Format = Format.TEXTE
    si: Clause = Clause()
    sauf: tuple[Clause, ...] = ()
    motif: str = ""
    preuve: str = ""
    aide: str = ""
    obtenir: str = ""
    lecture: Lecture | None = None
    formats_fichier: tuple[str, ...] = ("png", "jpeg", "webp", "pdf")
    distinct_de: tuple[str, ...] = ()
    convention: bool = False
    facultatif: bool = False
    certitude: Certitude = Certitude.VU
    depuis: date | None = None
    jusqu_a: date | None = None

    @property
    def faits(self) -> tuple[str, ...]:
        """Every fact its conditions read, once each, in the order they are written."""
        clauses = (self.si, *self.sauf)
        return tuple(dict.fromkeys(fait for clause in clauses for fait in clause.faits))
