"""An answer of the guided help, and what it is ranged by. The format is described, field by field, in docs/aide.md."""

from dataclasses import dataclass
from datetime import date

from dossiers.referentiel.source import Certitude


@dataclass(frozen=True)
class Offre:
    """The first thing asked: what the question is about, at the widest. `dispositifs`: theirs belong to it."""

    code: str
    libelle: str
    aide: str = ""
    dispositifs: bool = False


@dataclass(frozen=True)
class Fait:
    """A fact of dispositifs that answers are told apart by, and what those that have it or not are called."""

    code: str
    oui: str
    non: str


@dataclass(frozen=True)
class Service:
    """A product or service that no dispositif brings (those of the dispositifs come from the référentiel)."""

    code: str
    libelle: str
    offre: str


@dataclass(frozen=True)
class Thematique:
    code: str
    libelle: str
    aide: str = ""


@dataclass(frozen=True)
class Moyen:
    """A way of reaching someone. `quand`: the situation it is for, as `rules/contact.py` names them."""

    code: str
    libelle: str
    texte: str
    quand: str
    reference: str
    lu_le: date
    courriel: str = ""
    thematiques: tuple[str, ...] = ()
    certitude: Certitude = Certitude.VU


@dataclass(frozen=True)
class Critere:
    """One of the nine criteria for a terminology to enter the SMT, as a question and what each answer means.

    `genre`: `condition` is expected of any terminology, `titre` opens a way in, `cas` describes a particular case.
    """

    numero: int
    libelle: str
    question: str
    oui: str
    non: str
    genre: str


@dataclass(frozen=True)
class Terminologie:
    """A terminology of the catalogue. `couche`: base, socle or specialisee; `transcodage`: the one it must lead to."""

    code: str
    nom: str
    couche: str
    usage: str
    gestionnaire: str
    adresse: str = ""
    transcodage: str = ""
    certitude: Certitude = Certitude.INFERE


@dataclass(frozen=True)
class Fiche:
    """An answer. An axis left empty holds everywhere; `faits` are those a dispositif must have.

    `sujet`: answers of one sujet answer the same question, each in its own scope; `difference` then says why this one
    differs. `exigences`: the requirements it helps with. `formulations`: other ways people ask.
    """

    code: str
    question: str
    essentiel: str
    texte: str
    thematique: str
    sources: tuple[str, ...]
    responsable: str
    revoir_le: date
    sujet: str = ""
    formulations: tuple[str, ...] = ()
    offres: tuple[str, ...] = ()
    couloirs: tuple[str, ...] = ()
    dispositifs: tuple[str, ...] = ()
    produits: tuple[str, ...] = ()
    faits: tuple[tuple[str, bool | str], ...] = ()
    exigences: tuple[str, ...] = ()
    difference: str = ""
    outil: str = ""
    certitude: Certitude = Certitude.VU
