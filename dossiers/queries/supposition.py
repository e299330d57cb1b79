"""« Et si une date changeait ? », over many dossiers: what may be moved, those it touches, what slips in each."""

from collections.abc import Collection
from dataclasses import dataclass

from dossiers.models import Referentiel
from dossiers.queries.retroplan import Retroplan, suppose
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


def points_of(plans: Collection[Retroplan]) -> Points:
    """What remains to be done in one of these plans at least, in the words of the latest text that one of them follows.

    In the order of the étapes and of their steps; the limits in order of time.
    """
    jalons: dict[str, Jalon] = {}
    echeances: dict[tuple[str, str], tuple[str, Echeance]] = {}
    rangs: dict[str, int] = {}
    for plan in sorted(plans, key=lambda plan: _followed(plan).version):
        suivi = _followed(plan)
        rangs |= {jalon.code: rang for rang, jalon in enumerate(plan.situation.dispositif.commun.jalons)}
        jalons |= {jalon.code: jalon for jalon in plan.jalons_restants}
        lues = (limite.echeance for limite in plan.limites_restantes)
        echeances |= {(suivi.code, echeance.code): (suivi.libelle, echeance) for echeance in lues}
    ranges = sorted(jalons.values(), key=lambda jalon: rangs[jalon.code])
    return Points(tuple(ranges), dict(sorted(echeances.items(), key=lambda point: (point[1][1].limite, point[0]))))


def supposition_of(plans: Collection[Retroplan], hypothese: Hypothese, total: int) -> Supposition:
    """What it changes in these plans, of `total` dossiers that are open; nothing is written, nothing is read."""
    supposes = [suppose(plan, hypothese) for plan in plans]
    touches = sorted((plan for plan in supposes if plan.changements), key=lambda plan: -len(plan.rates))
    return Supposition(tuple(touches), len(plans), total)


def _followed(plan: Retroplan) -> Referentiel:
    return plan.dossier.calendrier or plan.dossier.referentiel
