"""The plan of a dossier: its steps and limits, what to begin first, and what a what-if would move."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from dossiers.models import Dossier
from dossiers.queries.calendrier import calendrier_of
from dossiers.queries.duree import durees_of
from dossiers.queries.situation import situation_of
from dossiers.rules.calendrier import Calendrier
from dossiers.rules.echeance import Limite, limites
from dossiers.rules.horloge import Horloge, read_horloge
from dossiers.rules.parcours import EN_COURS
from dossiers.rules.retroplan import SANS_HYPOTHESE, Duree, Hypothese, Pas, first_start, move_limites, plan, slipped
from dossiers.rules.situation import Situation

# The dossiers that the page of a company plans: beyond, it says how many more.
PLAFOND = 30


@dataclass(frozen=True)
class Retroplan:
    """`glissements`: with a what-if, each step whose end moves, (what it was, what it becomes)."""

    dossier: Dossier
    situation: Situation
    pas: tuple[Pas, ...]
    limites: tuple[Limite, ...]
    horloge: Horloge
    glissements: tuple[tuple[Pas, Pas], ...] = ()

    @property
    def premier(self) -> Pas | None:
        """What to begin first to keep the limits."""
        return first_start(self.pas)

    @property
    def manques(self) -> list[Pas]:
        """The steps that cannot end in time any more."""
        return [pas for pas in self.pas if pas.manque]


def retroplan_of(dossier: Dossier, situation: Situation, hypothese: Hypothese = SANS_HYPOTHESE) -> Retroplan:
    """The plan of one dossier: two queries beyond its situation."""
    calendrier = calendrier_of(situation.dispositif.commun)
    return _retroplan(dossier, situation, durees_of(situation.dispositif.commun, calendrier), calendrier, hypothese)


def retroplans_of(dossiers: QuerySet[Dossier], le: datetime) -> list[Retroplan]:
    """The plans of the open dossiers of a company, the tightest first; the durations are measured once."""
    ouverts = dossiers.filter(etat__in=[etat.value for etat in EN_COURS]).order_by("-activite_le", "-pk")
    complets = ouverts.select_related("referentiel", "calendrier", "solution", "editeur")[:PLAFOND]
    durees: dict[str, Mapping[str, Duree]] = {}
    plans = []
    for dossier in complets:
        situation = situation_of(dossier, le)
        commun = situation.dispositif.commun
        calendrier = calendrier_of(commun)
        if dossier.referentiel.sha256 not in durees:
            durees[dossier.referentiel.sha256] = durees_of(commun, calendrier)
        mesurees = durees[dossier.referentiel.sha256]
        plans.append(_retroplan(dossier, situation, mesurees, calendrier, SANS_HYPOTHESE))
    return sorted(plans, key=_tightness)


def _retroplan(
    dossier: Dossier,
    situation: Situation,
    durees: Mapping[str, Duree],
    calendrier: Calendrier,
    hypothese: Hypothese,
) -> Retroplan:
    avant = plan(situation, durees, calendrier)
    apres = plan(situation, durees, calendrier, hypothese) if hypothese is not SANS_HYPOTHESE else avant
    periodes = dossier.soumissions.order_by("etape", "tour").values_list("le", "decidee_le")
    horloge = read_horloge(dossier.cree_le, periodes, situation.le, calendrier)
    supposees = move_limites(limites(situation), hypothese, situation.le)
    return Retroplan(dossier, situation, apres, supposees, horloge, tuple(slipped(avant, apres)))


def _tightness(retroplan: Retroplan) -> tuple:
    marges = [pas.marge for pas in retroplan.pas if pas.marge is not None]
    return (min(marges, default=10_000), -retroplan.dossier.activite_le.timestamp())
