"""A dispositif: one DSR of one couloir, product and vague, with all it asks. Nothing is ever deduced from its code."""

from dataclasses import dataclass
from datetime import date, datetime

from dossiers.referentiel.commun import Commun, Couloir, Etape
from dossiers.referentiel.exigence import Exigence
from dossiers.referentiel.question import Question
from dossiers.referentiel.source import Certitude


@dataclass(frozen=True)
class Profil:
    """A conditional part of a REM. `toujours`: chosen for everyone, cannot be unticked."""

    code: str
    libelle: str
    toujours: bool = False


@dataclass(frozen=True)
class Echeance:
    """A limit of the calendar; `limite` is an hour of Paris, without offset in the text."""

    code: str
    libelle: str
    limite: datetime
    reference: str
    lu_le: date
    etape: int | None = None
    certitude: Certitude = Certitude.VU


@dataclass(frozen=True)
class ExempleDispositif:
    """A case of the whole dispositif: given these facts, the verdict (oui, non, inconnu) on several requirements."""

    quand: tuple[tuple[str, bool | str], ...]
    alors: tuple[tuple[str, str], ...]
    phrase: str = ""


@dataclass(frozen=True)
class Dispositif:
    code: str
    libelle: str
    couloir: Couloir
    produit: str
    vague: str
    reference: str
    lu_le: date
    commun: Commun
    faits: tuple[tuple[str, bool | str], ...]
    profils: tuple[Profil, ...]
    questions: tuple[Question, ...]
    exigences: tuple[Exigence, ...]
    echeances: tuple[Echeance, ...]
    exemples: tuple[ExempleDispositif, ...] = ()
    financement: bool = True
    certitude: Certitude = Certitude.VU
    note: str = ""

    def exigence(self, code: str) -> Exigence:
        """The requirement of that code; `KeyError` when there is none."""
        for exigence in self.exigences:
            if exigence.code == code:
                return exigence
        raise KeyError(code)

    def etape(self, numero: int) -> Etape:
        """The étape of that number; `KeyError` when there is none."""
        for etape in self.commun.etapes:
            if etape.numero == numero:
                return etape
        raise KeyError(numero)

    def exigences_de(self, etape: int) -> tuple[Exigence, ...]:
        """The requirements of one étape, in the order of the text."""
        return tuple(exigence for exigence in self.exigences if exigence.etape == etape)

    def questions_de(self, etape: int) -> tuple[Question, ...]:
        """The questions of one étape, in the order of the text."""
        return tuple(question for question in self.questions if question.etape == etape)
