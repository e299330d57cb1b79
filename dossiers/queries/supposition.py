"""« Et si une date changeait ? », over many dossiers: what may be moved, those it touches, what slips in each."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from dossiers.models import Dossier, Referentiel
from dossiers.queries.referentiel import dispositif_of
from dossiers.queries.retroplan import Retroplan, open_dossiers, retroplans_of
from dossiers.referentiel.dispositif import Echeance
from dossiers.referentiel.jalon import Jalon
from dossiers.rules.retroplan import Hypothese


@dataclass(frozen=True)
class Points:
    """What may be moved: the steps; the limits, by (dispositif, code), each with the label of its dispositif."""

    jalons: tuple[Jalon, ...]
    echeances: dict[tuple[str, str], tuple[str, Echeance]]


@dataclass(frozen=True)
class Supposition:
    """`effets`: the dossiers that the what-if touches, the worst first; of `lus` that were planned, of `total` open."""

    effets: tuple[Retroplan, ...]
    lus: int
    total: int

    @property
    def rates(self) -> int:
        """How many dossiers have a step that becomes late."""
        return sum(bool(retroplan.rates) for retroplan in self.effets)


def points_of(dossiers: QuerySet[Dossier]) -> Points:
    """Those of the open dossiers among these, by the latest calendar that they follow. Two queries."""
    suivis = open_dossiers(dossiers).order_by().values_list("referentiel", "calendrier").distinct()
    paires = list(suivis)
    textes = Referentiel.objects.in_bulk({pk for paire in paires for pk in paire if pk})
    jalons: dict[str, Jalon] = {}
    echeances: dict[tuple[str, str], tuple[str, Echeance]] = {}
    for epingle, calendrier in sorted(paires, key=lambda paire: textes[paire[1] or paire[0]].version):
        suivi = textes[calendrier or epingle]
        jalons |= {jalon.code: jalon for jalon in dispositif_of(textes[epingle]).commun.jalons}
        lues = dispositif_of(suivi).echeances
        echeances |= {(suivi.code, echeance.code): (suivi.libelle, echeance) for echeance in lues}
    return Points(tuple(jalons.values()), echeances)


def supposition_of(dossiers: QuerySet[Dossier], le: datetime, hypothese: Hypothese, plafond: int) -> Supposition:
    """What it changes in the open dossiers among these; nothing is written. Eleven queries, however many dossiers."""
    plans = retroplans_of(dossiers, le, hypothese, plafond)
    touches = sorted((plan for plan in plans if plan.changements), key=lambda plan: -len(plan.rates))
    return Supposition(tuple(touches), len(plans), open_dossiers(dossiers).order_by().count())
