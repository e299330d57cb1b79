"""Back-planning: from the limits and the time each step takes, when to begin, what slack is left, and what slips.

The critical path of a small graph, in working days. Forward from today: when each step can begin and end. Backward from
the limits: when it must, at the latest. What is done has its place and no slack; what does not apply is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from dossiers.referentiel.exigence import Exigence
from dossiers.referentiel.jalon import Fin, Jalon
from dossiers.rules.calendrier import Calendrier, day_of
from dossiers.rules.echeance import Limite, limites
from dossiers.rules.parcours import Etat
from dossiers.rules.situation import Situation
from dossiers.rules.statut import Seuil, compare_statut

FAITES = {Fin.SOUMISSION: (Etat.SOUMISE, Etat.VALIDEE), Fin.DECISION: (Etat.VALIDEE,)}
# Fewer than that many observed, and the référentiel's own estimate stands.
OBSERVATIONS_MIN = 10


@dataclass(frozen=True)
class Duree:
    """Working days: `jours` is what is planned with, the 80th percentile when observed; `observees`: of how many."""

    jours: int
    mediane: int | None = None
    observees: int = 0


@dataclass(frozen=True)
class Pas:
    """One step: when it can be done, when it must; dates of Paris. `marge`: working days it may slip, None without any
    limit ahead of it. `limite` is the one that commands it.
    """

    jalon: Jalon
    duree: Duree
    debut: date
    fin: date
    fait: bool = False
    debut_au_plus_tard: date | None = None
    fin_au_plus_tard: date | None = None
    marge: int | None = None
    limite: Limite | None = None

    @property
    def manque(self) -> bool:
        """True when it cannot end in time any more."""
        return self.marge is not None and self.marge < 0

    @property
    def retard(self) -> int:
        """The working days it lacks."""
        return max(0, -(self.marge or 0))


@dataclass(frozen=True)
class Hypothese:
    """A what-if: a step that begins on another day or takes another time, or a limit that falls on another day."""

    debuts: Mapping[str, date]
    limites: Mapping[str, datetime]
    durees: Mapping[str, int] = field(default_factory=dict)


SANS_HYPOTHESE = Hypothese({}, {})


def plan(
    situation: Situation,
    durees: Mapping[str, Duree],
    calendrier: Calendrier,
    hypothese: Hypothese = SANS_HYPOTHESE,
) -> tuple[Pas, ...]:
    """The steps that apply to this dossier, in the order of the text; empty when its text has none."""
    jalons = [jalon for jalon in situation.dispositif.commun.jalons if applies(jalon, situation)]
    avant = _predecessors(jalons, situation)
    pas = _forward(jalons, avant, situation, durees, calendrier, hypothese)
    return _backward(pas, avant, _limits(situation, hypothese), calendrier)


def slipped(avant: tuple[Pas, ...], apres: tuple[Pas, ...]) -> list[tuple[Pas, Pas]]:
    """The steps whose end moves from one plan to the other: (what it was, what it becomes)."""
    fins = {pas.jalon.code: pas for pas in avant}
    return [(fins[p.jalon.code], p) for p in apres if p.jalon.code in fins and fins[p.jalon.code].fin != p.fin]


def changed(avant: tuple[Pas, ...], apres: tuple[Pas, ...]) -> list[tuple[Pas, Pas]]:
    """The steps of which the end, the latest start or the slack changes: (what it was, what it becomes)."""
    anciens = {pas.jalon.code: pas for pas in avant}
    paires = [(anciens[pas.jalon.code], pas) for pas in apres if pas.jalon.code in anciens]
    return [(ancien, pas) for ancien, pas in paires if _dates(ancien) != _dates(pas)]


def _dates(pas: Pas) -> tuple:
    return pas.fin, pas.debut_au_plus_tard, pas.marge


def newly_late(avant: tuple[Pas, ...], apres: tuple[Pas, ...]) -> list[Pas]:
    """The steps that could end in time, and cannot any more."""
    return [pas for ancien, pas in changed(avant, apres) if pas.manque and not ancien.manque]


def first_start(pas: tuple[Pas, ...]) -> Pas | None:
    """The step to begin first: among those not done, the one that must begin the earliest."""
    tenus = [p for p in pas if not p.fait and p.debut_au_plus_tard]
    return min(tenus, key=lambda p: (p.debut_au_plus_tard, p.marge), default=None)


def applies(jalon: Jalon, situation: Situation) -> bool:
    """A status of the CNDA is awaited when a requirement of that étape reads it and is not ruled out."""
    return jalon.fin is not Fin.STATUT or bool(_readings(jalon, situation))


def is_done(jalon: Jalon, situation: Situation) -> bool:
    """What the facts say of it: the étape sent or validated, or every status it awaits reached; a status that the ANS
    took for enough, under a name we do not know, is behind too.
    """
    if situation.etats.get(jalon.etape) is Etat.VALIDEE:
        return True
    if jalon.fin is not Fin.STATUT:
        return situation.etats.get(jalon.etape, Etat.FERMEE) in FAITES[jalon.fin]
    echelle = situation.dispositif.commun.echelle
    statuts = [situation.reponses.get(exigence.lecture.fait, "") for exigence in _readings(jalon, situation)]
    return all(s and compare_statut(s, jalon.statut, echelle) is Seuil.ATTEINT for s in statuts)


def _readings(jalon: Jalon, situation: Situation) -> list[Exigence]:
    """The requirements of that étape that read that status, but those ruled out or waived."""
    lues = [v for v in situation.verdicts(jalon.etape) if v.exigence.lecture and not v.ecartee]
    return [v.exigence for v in lues if v.exigence.lecture.statut_min == jalon.statut]


def _predecessors(jalons: list[Jalon], situation: Situation) -> dict[str, tuple[str, ...]]:
    """Step → the steps before it; one that does not apply hands on its own."""
    tous = {jalon.code: jalon for jalon in situation.dispositif.commun.jalons}
    retenus = {jalon.code for jalon in jalons}

    def before(jalon: Jalon) -> tuple[str, ...]:
        paires = [(code,) if code in retenus else before(tous[code]) for code in jalon.apres]
        return tuple(dict.fromkeys(code for codes in paires for code in codes))

    return {jalon.code: before(jalon) for jalon in jalons}


def _forward(
    jalons: list[Jalon],
    avant: Mapping[str, tuple[str, ...]],
    situation: Situation,
    durees: Mapping[str, Duree],
    calendrier: Calendrier,
    hypothese: Hypothese,
) -> dict[str, Pas]:
    """Each step begins when those before it are over, today at the earliest; what is done takes no time any more."""
    pas: dict[str, Pas] = {}
    for jalon in jalons:
        duree = durees.get(jalon.code) or Duree(jalon.jours)
        duree = replace(duree, jours=hypothese.durees.get(jalon.code, duree.jours))
        if is_done(jalon, situation):
            pas[jalon.code] = Pas(jalon, duree, situation.jour, situation.jour, fait=True)
            continue
        voulu = hypothese.debuts.get(jalon.code, situation.jour)
        debut = calendrier.next_ouvre(max([situation.jour, voulu, *(pas[code].fin for code in avant[jalon.code])]))
        fin = calendrier.add_ouvres(debut, duree.jours)
        pas[jalon.code] = Pas(jalon, duree, debut, fin)
    return pas


def _backward(
    pas: dict[str, Pas],
    avant: Mapping[str, tuple[str, ...]],
    bornes: Mapping[int, Limite],
    calendrier: Calendrier,
) -> tuple[Pas, ...]:
    """From the last step to the first: it must end before its étape's limit, and before those after it must begin."""
    calcules: dict[str, Pas] = {}
    for code in reversed(pas):
        suites = [suite for suite in calcules.values() if code in avant[suite.jalon.code]]
        candidats = [(s.debut_au_plus_tard, s.limite) for s in suites if s.debut_au_plus_tard]
        borne = bornes.get(pas[code].jalon.etape) if _commands(pas[code].jalon, pas) else None
        if borne:
            candidats.append((calendrier.next_ouvre(day_of(borne.le), -1), borne))
        tenu = candidats and not pas[code].fait
        calcules[code] = _latest(pas[code], candidats, calendrier) if tenu else pas[code]
    return tuple(calcules[code] for code in pas)


def _commands(jalon: Jalon, pas: Mapping[str, Pas]) -> bool:
    """The limit of an étape is that of its sending; without one, of its decision."""
    fins = {un.jalon.fin for un in pas.values() if un.jalon.etape == jalon.etape}
    return jalon.fin is (Fin.SOUMISSION if Fin.SOUMISSION in fins else Fin.DECISION)


def _latest(pas: Pas, candidats: list[tuple[date, Limite | None]], calendrier: Calendrier) -> Pas:
    fin, limite = min(candidats, key=lambda c: c[0])
    debut = calendrier.add_ouvres(fin, -pas.duree.jours) if pas.duree.jours else fin
    marge = calendrier.count_ouvres(pas.fin, fin)
    return replace(pas, debut_au_plus_tard=debut, fin_au_plus_tard=fin, marge=marge, limite=limite)


def move_limites(toutes: Iterable[Limite], hypothese: Hypothese, le: datetime) -> tuple[Limite, ...]:
    """The limits as the what-if supposes them, in order of time."""
    quand = hypothese.limites
    bougees = [replace(limite, le=quand.get(limite.echeance.code, limite.le)) for limite in toutes]
    datees = [replace(limite, depassee=le >= limite.le and not limite.tenue) for limite in bougees]
    return tuple(sorted(datees, key=lambda limite: limite.le))


def remains(limite: Limite, situation: Situation) -> bool:
    """True for a limit that commands something still, or would if it moved: that of an étape which is neither sent in
    time nor behind.
    """
    etape = limite.echeance.etape
    return etape is not None and not limite.tenue and situation.etats.get(etape) is not Etat.VALIDEE


def _limits(situation: Situation, hypothese: Hypothese) -> dict[int, Limite]:
    """The limits ahead, by étape: the first of each."""
    bornes: dict[int, Limite] = {}
    for limite in move_limites(limites(situation), hypothese, situation.le):
        if limite.echeance.etape and not limite.depassee and not limite.tenue:
            bornes.setdefault(limite.echeance.etape, limite)
    return bornes
