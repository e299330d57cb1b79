"""Everything the rules need to know of a dossier at one moment, gathered once by `queries/situation.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.dispense import Dispense, from_content, in_force, waive
from dossiers.rules.exigence import Verdict, judge_exigences
from dossiers.rules.jour import PARIS
from dossiers.rules.lecture import Page
from dossiers.rules.parcours import Etat
from dossiers.rules.question import read_faits
from dossiers.rules.relecture import Lectures
from dossiers.rules.suite import in_order
from dossiers.rules.zone import Zone


@dataclass(frozen=True)
class Piece:
    """A proof as the rules see it. `nom` is the file's name as deposited; `illisible` when it cannot be opened.

    `pages`: what the machine read on it, None when it has not (yet). `maintenu`: the finding a person answered for.
    `refus`: why another must be given, in a sentence, empty when it will do.
    """

    uuid: str
    nom: str
    sha256: str
    deposee_le: datetime
    illisible: bool = False
    pages: tuple[Page, ...] | None = None
    maintenu: str = ""
    refus: str = ""


@dataclass(frozen=True)
class Examen:
    """A reviewer's verdict on one requirement: `conforme`, `a_corriger` (with `motif`) or `sans_objet`.

    `modele`: the code of the reason it was written from; `zone`: what the correction points at.
    """

    exigence: str
    verdict: str
    motif: str = ""
    par: str = ""
    le: datetime | None = None
    modele: str = ""
    zone: Zone | None = None


@dataclass(frozen=True)
class Depot:
    """What was submitted for an étape, once and for all: the `tour`-th submission, with its proofs' SHA-256.

    `suites` and `empreintes_suites`: of the files that follow the first one, for the proofs that have several.
    `dispenses`: what is kept of the waivers it was sent with. `premier_le`: when that étape was submitted first, when
    it was not then.
    """

    tour: int
    le: datetime
    reponses: Mapping[str, str]
    pieces: Mapping[str, str]
    empreintes: Mapping[str, str] = field(default_factory=dict)
    suites: Mapping[str, Sequence[str]] = field(default_factory=dict)
    empreintes_suites: Mapping[str, Sequence[str]] = field(default_factory=dict)
    dispenses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    premier_le: datetime | None = None

    def files_of(self, code: str) -> tuple[str, ...]:
        """The UUIDs of a proof, file after file; empty when there was none."""
        return in_order(self.pieces, self.suites, code)

    @property
    def dispensees(self) -> dict[str, Dispense]:
        """The waivers it was sent with, by requirement."""
        return from_content(self.dispenses)

    def digests_of(self, code: str) -> tuple[str, ...]:
        """The SHA-256 of a proof, file after file."""
        return in_order(self.empreintes, self.empreintes_suites, code)


@dataclass(frozen=True)
class Situation:
    """`le` is aware; `reponses` and `pieces` are what the éditeur has now, `depot` what the ANS has.

    `suites`: the files that follow the first one, for the proofs that have several.

    `examens` are the verdicts on that depot, by requirement; `contestees` the requirements reopened by the last
    request for complements (empty before any); `provenances` say where a shared answer was first given; `logiciel`
    is the name of the software, `version` its major version; `voisins` what the company declares of its other
    software (code, value, name); `accordees` are the waivers granted to the dossier, those that are over included;
    `lectures`: what two readers have made of that depot, as long as it is not decided.
    """

    dispositif: Dispositif
    le: datetime
    etape: int
    etat: Etat
    propres: Mapping[str, bool | str | None] = field(default_factory=dict)
    reponses: Mapping[str, str] = field(default_factory=dict)
    pieces: Mapping[str, Piece] = field(default_factory=dict)
    suites: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    etats: Mapping[int, Etat] = field(default_factory=dict)
    depot: Depot | None = None
    examens: Mapping[str, Examen] = field(default_factory=dict)
    contestees: frozenset[str] = frozenset()
    provenances: Mapping[str, str] = field(default_factory=dict)
    logiciel: str = ""
    version: str = ""
    voisins: tuple[tuple[str, str, str], ...] = ()
    accordees: tuple[Dispense, ...] = ()
    lectures: Lectures | None = None

    @property
    def jour(self):
        """The day in Paris."""
        return self.le.astimezone(PARIS).date()

    @property
    def faits(self) -> dict[str, bool | str | None]:
        """All known facts, from what the éditeur has answered so far."""
        return read_faits(self.dispositif, self.propres, dict(self.reponses))

    @property
    def dispenses(self) -> dict[str, Dispense]:
        """The waivers that hold, by requirement. While the ANS has the étape, those it was sent with hold on."""
        tenues = in_force(self.accordees, self.le)
        return {**tenues, **self.depot.dispensees} if self.depot and self.etat is Etat.SOUMISE else tenues

    def verdicts(self, etape: int | None = None) -> tuple[Verdict, ...]:
        """What is required at an étape (the current one unless given), what is waived being so: the one place."""
        return waive(judge_exigences(self.dispositif, self.faits, self.jour, etape or self.etape), self.dispenses)

    def files_of(self, code: str) -> tuple[Piece, ...]:
        """The proof in place for a requirement, file after file; empty when there is none."""
        return in_order(self.pieces, self.suites, code)

    @property
    def tour(self) -> int:
        """How many times the current étape has been submitted."""
        return self.depot.tour if self.depot else 0
