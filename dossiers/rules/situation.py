"""Everything the rules need to know of a dossier at one moment, gathered once by `queries/situation.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.lecture import Page
from dossiers.rules.parcours import Etat
from dossiers.rules.question import read_faits

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True)
class Piece:
    """A proof as the rules see it. `nom` is the file's name as deposited; `illisible` when it cannot be opened.

    `pages`: what the machine read on it, None when it has not (yet). `maintenu`: the finding a person answered for.
    """

    uuid: str
    nom: str
    sha256: str
    deposee_le: datetime
    illisible: bool = False
    pages: tuple[Page, ...] | None = None
    maintenu: str = ""


@dataclass(frozen=True)
class Examen:
    """A reviewer's verdict on one requirement: `conforme`, `a_corriger` (with `motif`) or `sans_objet`."""

    exigence: str
    verdict: str
    motif: str = ""
    par: str = ""
    le: datetime | None = None


@dataclass(frozen=True)
class Depot:
    """What was submitted for an étape, once and for all: the `tour`-th submission, with its proofs' SHA-256."""

    tour: int
    le: datetime
    reponses: Mapping[str, str]
    pieces: Mapping[str, str]
    empreintes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """`le` is aware; `reponses` and `pieces` are what the éditeur has now, `depot` what the ANS has.

    `examens` are the verdicts on that depot, by requirement; `contestees` the requirements reopened by the last
    request for complements (empty before any); `provenances` say where a shared answer was first given; `logiciel` is
    the name of the software.
    """

    dispositif: Dispositif
    le: datetime
    etape: int
    etat: Etat
    propres: Mapping[str, bool | str | None] = field(default_factory=dict)
    reponses: Mapping[str, str] = field(default_factory=dict)
    pieces: Mapping[str, Piece] = field(default_factory=dict)
    etats: Mapping[int, Etat] = field(default_factory=dict)
    depot: Depot | None = None
    examens: Mapping[str, Examen] = field(default_factory=dict)
    contestees: frozenset[str] = frozenset()
    provenances: Mapping[str, str] = field(default_factory=dict)
    logiciel: str = ""

    @property
    def jour(self):
        """The day in Paris."""
        return self.le.astimezone(PARIS).date()

    @property
    def faits(self) -> dict[str, bool | str | None]:
        """All known facts, from what the éditeur has answered so far."""
        return read_faits(self.dispositif, self.propres, dict(self.reponses))

    @property
    def tour(self) -> int:
        """How many times the current étape has been submitted."""
        return self.depot.tour if self.depot else 0
