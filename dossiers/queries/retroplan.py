"""The plan of a dossier: its steps and limits, what to begin first, and what a what-if would move."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from dossiers.models import Dossier, Soumission
from dossiers.queries.calendrier import calendrier_of
from dossiers.queries.duree import durees_of, read_observations
from dossiers.queries.situation import situations_of
from dossiers.referentiel.jalon import Jalon
from dossiers.rules.calendrier import Calendrier
from dossiers.rules.echeance import Limite, limites
from dossiers.rules.horloge import Horloge, Periode, read_horloge
from dossiers.rules.parcours import EN_COURS
from dossiers.rules.retroplan import (
    SANS_HYPOTHESE,
    Duree,
    Hypothese,
    Pas,
    changed,
    first_start,
    move_limites,
    newly_late,
    plan,
    remains,
    slipped,
)
from dossiers.rules.situation import Situation

# The dossiers that the page of a company plans: beyond, it says how many more.
PLAFOND = 30


@dataclass(frozen=True)
class Retroplan:
    """`pas` as a what-if supposes them, `avant` as they are; the same without one. `durees` and `calendrier`: what they
    are worked out with.
    """

    dossier: Dossier
    situation: Situation
    pas: tuple[Pas, ...]
    limites: tuple[Limite, ...]
    horloge: Horloge
    avant: tuple[Pas, ...]
    durees: Mapping[str, Duree]
    calendrier: Calendrier

    @property
    def jalons_restants(self) -> list[Jalon]:
        """The steps that are not done, which alone may be supposed to move."""
        return [pas.jalon for pas in self.avant if not pas.fait]

    @property
    def limites_restantes(self) -> list[Limite]:
        """The limits that something still depends on, as they are."""
        return [limite for limite in limites(self.situation) if remains(limite, self.situation)]

    @property
    def glissements(self) -> list[tuple[Pas, Pas]]:
        """Each step whose end moves: (what it was, what it becomes)."""
        return slipped(self.avant, self.pas)

    @property
    def changements(self) -> list[tuple[Pas, Pas]]:
        """Each step of which a date or the slack changes: (what it was, what it becomes)."""
        return changed(self.avant, self.pas)

    @property
    def rates(self) -> list[Pas]:
        """The steps that the what-if makes late."""
        return newly_late(self.avant, self.pas)

    @property
    def fins(self) -> tuple[date, date]:
        """When all would be over: without the what-if, with it."""
        return last_end(self.avant, self.situation.jour), last_end(self.pas, self.situation.jour)

    @property
    def devant(self) -> list[Limite]:
        """The limits that are still to come."""
        return [limite for limite in self.limites if not limite.depassee]

    @property
    def premier(self) -> Pas | None:
        """What to begin first to keep the limits."""
        return first_start(self.pas)

    @property
    def manques(self) -> list[Pas]:
        """The steps that cannot end in time any more."""
        return [pas for pas in self.pas if pas.manque]


def retroplan_of(dossier: Dossier, situation: Situation) -> Retroplan:
    """The plan of one dossier: three queries beyond its situation."""
    [retroplan] = _retroplans([dossier], {dossier.pk: situation})
    return retroplan


def suppose(retroplan: Retroplan, hypothese: Hypothese) -> Retroplan:
    """The same plan under a what-if; itself without one."""
    if hypothese is SANS_HYPOTHESE:
        return retroplan
    situation = retroplan.situation
    return replace(
        retroplan,
        pas=plan(situation, retroplan.durees, retroplan.calendrier, hypothese),
        limites=move_limites(limites(situation), hypothese, situation.le),
    )


def retroplans_of(dossiers: QuerySet[Dossier], le: datetime, plafond: int = PLAFOND) -> list[Retroplan]:
    """The plans of the open dossiers among these, the tightest first: ten queries, however many. The `plafond` of the
    latest activity are planned.
    """
    complets = open_dossiers(dossiers).select_related("referentiel", "calendrier", "solution", "editeur")[:plafond]
    lus = list(complets)
    return sorted(_retroplans(lus, situations_of(lus, le)), key=_tightness)


def open_dossiers(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Those that go on, but for training, the latest activity first."""
    return dossiers.filter(formation=False, etat__in=[etat.value for etat in EN_COURS]).order_by("-activite_le", "-pk")


def _retroplans(dossiers: Collection[Dossier], situations: Mapping[int, Situation]) -> list[Retroplan]:
    if not dossiers:
        return []
    vues, periodes = read_observations(), _periodes(dossiers)
    mesurees: dict[str, Mapping[str, Duree]] = {}
    plans = []
    for dossier in dossiers:
        situation, texte = situations[dossier.pk], dossier.referentiel.commun
        calendrier = calendrier_of(situation.dispositif.commun)
        if texte not in mesurees:
            mesurees[texte] = durees_of(situation.dispositif.commun, calendrier, vues)
        horloge = read_horloge(dossier.cree_le, periodes.get(dossier.pk, ()), situation.le, calendrier)
        plans.append(_retroplan(dossier, situation, horloge, mesurees[texte], calendrier))
    return plans


def _retroplan(
    dossier: Dossier,
    situation: Situation,
    horloge: Horloge,
    durees: Mapping[str, Duree],
    calendrier: Calendrier,
) -> Retroplan:
    pas = plan(situation, durees, calendrier)
    return Retroplan(dossier, situation, pas, limites(situation), horloge, pas, durees, calendrier)


def _periodes(dossiers: Collection[Dossier]) -> dict[int, list[Periode]]:
    """What was sent when, and when it came back, by dossier. One query."""
    lues = Soumission.objects.filter(dossier__in=[dossier.pk for dossier in dossiers])
    periodes: dict[int, list[Periode]] = {}
    for pk, le, decidee_le in lues.order_by("etape", "tour").values_list("dossier", "le", "decidee_le"):
        periodes.setdefault(pk, []).append((le, decidee_le))
    return periodes


def last_end(pas: Iterable[Pas], sinon: date) -> date:
    """The end of the last step that is not done."""
    return max((un.fin for un in pas if not un.fait), default=sinon)


def _tightness(retroplan: Retroplan) -> tuple:
    marges = [pas.marge for pas in retroplan.pas if pas.marge is not None]
    return (min(marges, default=10_000), -retroplan.dossier.activite_le.timestamp())
