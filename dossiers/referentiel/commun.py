"""What all dispositifs share: couloirs, étapes, the parts of their form, the CNDA ladder, sources, the catalogue."""

from dataclasses import dataclass
from datetime import date

from dossiers.referentiel.echelle import Echelle
from dossiers.referentiel.exigence import Exigence
from dossiers.referentiel.jalon import Jalon
from dossiers.referentiel.question import Question
from dossiers.referentiel.relance import Relance
from dossiers.referentiel.source import Certitude, Source


@dataclass(frozen=True)
class Couloir:
    code: str
    libelle: str


@dataclass(frozen=True)
class Partie:
    """A part of an étape's form, in the order shown."""

    code: str
    libelle: str
    etape: int
    introduction: str = ""


@dataclass(frozen=True)
class Etape:
    """`contenu`: what is done there; `attente`: why it is closed until its turn."""

    numero: int
    libelle: str
    contenu: str
    attente: str = ""
    certitude: Certitude = Certitude.VU


@dataclass(frozen=True)
class Fermeture:
    """Days, both included, when nobody of the ANS answers: they are not counted as working days."""

    du: date
    au: date
    libelle: str


@dataclass(frozen=True)
class Commun:
    couloirs: tuple[Couloir, ...]
    etapes: tuple[Etape, ...]
    parties: tuple[Partie, ...]
    sources: tuple[Source, ...]
    echelle: Echelle
    questions: tuple[Question, ...] = ()
    exigences: tuple[Exigence, ...] = ()
    fermetures: tuple[Fermeture, ...] = ()
    relances: tuple[Relance, ...] = ()
    jalons: tuple[Jalon, ...] = ()

    def source(self, adresse: str) -> Source | None:
        """The source whose address this is, or None for an address that stands alone."""
        return next((source for source in self.sources if source.adresse == adresse), None)
