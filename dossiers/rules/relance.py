"""What reminders are due for a situation on a date, and why: rungs of working days, at a decent hour of Paris.

An item is what is awaited: a blocking line, else the sending, else the ANS's decision, and the reading that holds it
back. It climbs each ladder on its own, each rung once per round (`tour`: the time between two submissions of an étape).
An act of the éditeur pushes its next rung back and brings back none. A rung that comes late pushes back those that
follow: never two at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from dossiers.referentiel.commun import Commun
from dossiers.referentiel.relance import Depuis, Pour, Relance
from dossiers.rules.calendrier import UN_JOUR, Calendrier, day_of, moment, within
from dossiers.rules.echeance import Limite, next_limite
from dossiers.rules.jour import PARIS, day_words
from dossiers.rules.parcours import A_L_EDITEUR, ETAPES_SAISIES, Etat
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.relecture import Etat as EtatRelecture
from dossiers.rules.relecture import Lectures, may_read
from dossiers.rules.situation import Situation

# The hour of Paris from which nobody is reminded any more that day.
SOIR = 19
# A limit this near lifts the rule of one mail a day.
URGENCE = 48
# What is awaited when no line blocks: the éditeur's sending, the ANS's decision.
ENVOI, DECISION = "envoi", "decision"
# The rung of a reminder that someone asked for.
MANUELLE = "manuelle"
# And within the ANS: the second reading of a decision, a word on two readings that differ. No éditeur is told of them.
SECONDE_LECTURE, DESACCORD = "seconde_lecture", "desaccord"
ITEMS_RELECTURE = {EtatRelecture.ATTENDUE: SECONDE_LECTURE, EtatRelecture.DESACCORD: DESACCORD}
# For texts published before they had their own rungs, or those of a reading.
ECHELLE = (
    Relance("premiere", Depuis.SILENCE, 3, Pour.PORTEUR, "Rien n’a bougé depuis au moins trois jours ouvrés."),
    Relance("deuxieme", Depuis.SILENCE, 8, Pour.PORTEUR, "Rien n’a bougé depuis plus d’une semaine."),
    Relance("mandataire", Depuis.SILENCE, 15, Pour.MANDATAIRE, "Rien n’a bougé depuis trois semaines."),
    Relance("ans", Depuis.SILENCE, 16, Pour.ANS, "L’entreprise n’a pas repris ce dossier."),
    Relance("relecture_1", Depuis.RELECTURE, 1, Pour.PORTEUR, "Une décision attend un lecteur."),
    Relance("relecture_5", Depuis.RELECTURE, 5, Pour.ANS, "Une décision attend un lecteur depuis une semaine."),
)


class Sorte(StrEnum):
    """What a reminder is about: what a person may turn off, or not."""

    MANQUE = "manque"
    ECHEANCE = "echeance"
    CALENDRIER = "calendrier"
    INSTRUCTION = "instruction"
    RELECTURE = "relecture"


# What the ANS does among itself: no éditeur sees that anyone is reminded of it.
SORTES_INTERNES = (Sorte.RELECTURE,)
SORTES = {
    Depuis.SILENCE: Sorte.MANQUE,
    Depuis.LIMITE: Sorte.ECHEANCE,
    Depuis.INSTRUCTION: Sorte.INSTRUCTION,
    Depuis.RELECTURE: Sorte.RELECTURE,
}


@dataclass(frozen=True)
class Fait:
    """A rung done: of which item, which rung, when."""

    code: str
    echelon: str
    le: datetime


@dataclass(frozen=True)
class Passe:
    """`depuis`: the last act, or the opening of the round; `suspendu_jusqu_a`: until when someone asked for quiet."""

    depuis: datetime
    faits: tuple[Fait, ...] = ()
    suspendu_jusqu_a: datetime | None = None

    def done(self, code: str, echelons: Iterable[str]) -> list[datetime | None]:
        """When each of these rungs was done for that item; None where it was not."""
        faits = {fait.echelon: fait.le for fait in self.faits if fait.code == code}
        return [faits.get(echelon) for echelon in echelons]


@dataclass(frozen=True)
class Rappel:
    """A reminder that was written, held against what is so when it would leave. `agi_le`: the éditeur's last act; `a`:
    whom it was written to.
    """

    etape: int
    tour: int
    code: str
    echelon: str
    sorte: Sorte
    ecrit_le: datetime
    agi_le: datetime
    suspendu_jusqu_a: datetime | None = None
    a: int | None = None


@dataclass(frozen=True)
class Due:
    """The next rung of an item: when, and which. `echelon` names it once for all (a limit's rung bears its date).

    `lectures`: what has been read of the decision that waits for a reader.
    """

    code: str
    echelon: str
    relance: Relance
    le: datetime
    urgente: bool = False
    lectures: Lectures | None = None

    @property
    def sorte(self) -> Sorte:
        return SORTES[self.relance.depuis]


def known_echelons(commun: Commun) -> tuple[Relance, ...]:
    """The rungs of a text, in its order; those of a reading are ours when it says nothing of them."""
    relances = commun.relances or ECHELLE
    if any(r.depuis is Depuis.RELECTURE for r in relances):
        return relances
    return (*relances, *(r for r in ECHELLE if r.depuis is Depuis.RELECTURE))


def echelle_of(situation: Situation, depuis: Depuis) -> tuple[Relance, ...]:
    """The rungs counted from that, the first to come first: from far to near for a limit."""
    relances = [r for r in known_echelons(situation.dispositif.commun) if r.depuis is depuis]
    return tuple(sorted(relances, key=lambda r: r.jours, reverse=depuis is Depuis.LIMITE))


def awaits_editeur(situation: Situation) -> bool:
    """True when the ball is in the éditeur's court: something is missing, or all is ready and not sent.

    Never at an étape that is not filled in here: nobody is reminded of what they cannot do.
    """
    return situation.etat in A_L_EDITEUR and situation.etape in ETAPES_SAISIES


def awaited_items(situation: Situation) -> tuple[str, ...]:
    """The codes of what is awaited now, of the éditeur or of the ANS; empty when nobody is."""
    if situation.etat is Etat.SOUMISE:
        lecture = situation.lectures and ITEMS_RELECTURE.get(situation.lectures.etat)
        return (DECISION, lecture) if lecture else (DECISION,)
    if not awaits_editeur(situation):
        return ()
    return tuple(dict.fromkeys(ligne.code for ligne in prepare_etape(situation).bloquantes)) or (ENVOI,)


def next_dues(situation: Situation, passe: Passe, calendrier: Calendrier, heure: int) -> tuple[Due, ...]:
    """The next rung of each item on each ladder, the nearest first; nothing is said twice, nothing at night."""
    dues = []
    limite = next_limite(situation)
    for code in awaited_items(situation):
        if code == DECISION:
            dues.append(_counted(code, Depuis.INSTRUCTION, situation, passe, calendrier, heure))
            continue
        if code in ITEMS_RELECTURE.values():
            dues.append(_awaiting_reader(code, situation, passe, calendrier, heure))
            continue
        dues.append(_counted(code, Depuis.SILENCE, situation, passe, calendrier, heure))
        if limite and not limite.depassee and not limite.tenue:
            dues.append(_before(code, limite, situation, passe, calendrier, heure))
    return tuple(sorted(filter(None, dues), key=lambda due: due.le))


def remains_due(situation: Situation, rappel: Rappel) -> bool:
    """Whether what was written still makes sense now: same round, still awaited, nobody has acted nor asked for quiet.

    A limit that moved, or that is past, is not reminded of any more: its new date has its own rungs.
    """
    if rappel.sorte is Sorte.CALENDRIER:
        return situation.etat in (*A_L_EDITEUR, Etat.SOUMISE)
    if (situation.etape, situation.tour) != (rappel.etape, rappel.tour):
        return False
    if rappel.code not in awaited_items(situation):
        return False
    if rappel.sorte is Sorte.ECHEANCE:
        limite = next_limite(situation)
        base = rappel.echelon.partition("@")[0]
        return limite is not None and not limite.depassee and rappel.echelon == limit_echelon(base, limite)
    if rappel.sorte is Sorte.RELECTURE:
        return may_read(rappel.a, situation.lectures)
    if rappel.sorte is Sorte.INSTRUCTION:
        return True
    calme = rappel.suspendu_jusqu_a is not None and rappel.suspendu_jusqu_a > situation.le
    return rappel.agi_le <= rappel.ecrit_le and not calme


def manual_echelon(le: datetime) -> str:
    """The rung of a reminder by hand: one a day and a dossier."""
    return f"{MANUELLE}@{day_of(le):%Y%m%d}"


def refuse_manual(
    *, suspendu_jusqu_a: datetime | None, suspension: str, personnes: int, deja: bool, formation: bool, le: datetime
) -> str:
    """Why a reminder by hand of what an éditeur owes is refused; empty when it is not. `personnes`: how many want any;
    `deja`: it was asked that day.
    """
    if formation:
        return "Ce dossier est un dossier de formation : personne n’est relancé."
    if suspendu_jusqu_a and suspendu_jusqu_a > le:
        return f"Les relances de ce dossier sont suspendues jusqu’au {day_words(suspendu_jusqu_a)} : {suspension}"
    if not personnes:
        return "Personne dans cette entreprise ne souhaite recevoir de relances : écrivez-lui directement."
    return "Une relance de ce dossier a déjà été demandée aujourd’hui." if deja else ""


def next_decent(le: datetime, heure: int, calendrier: Calendrier) -> datetime:
    """`le` itself when someone may be reminded then, else the next moment they may: a working day, from `heure` on."""
    ici = le.astimezone(PARIS)
    if calendrier.is_ouvre(ici.date()) and heure <= ici.hour < SOIR:
        return le
    jour = ici.date() + (timedelta(0) if ici.time() < time(heure) else UN_JOUR)
    return moment(calendrier.next_ouvre(jour), heure)


def limit_echelon(code: str, limite: Limite) -> str:
    """A rung before a limit, named with its date: a limit that moves is another limit."""
    return f"{code}@{limite.le.astimezone(PARIS):%Y%m%d%H%M}"


def limit_of(echelon: str) -> datetime | None:
    """The limit that a rung of `limit_echelon` is named with; None for any other rung."""
    texte = echelon.partition("@")[2]
    if len(texte) != 12 or not texte.isdecimal():
        return None
    return datetime.strptime(texte, "%Y%m%d%H%M").replace(tzinfo=PARIS)


def is_pressing(echelon: str, le: datetime) -> bool:
    """Whether that rung is about a limit that falls within 48 hours: it may have been far when the rung was climbed."""
    limite = limit_of(echelon)
    return limite is not None and within(le, URGENCE, limite)


def _counted(
    code: str, depuis: Depuis, situation: Situation, passe: Passe, calendrier: Calendrier, heure: int
) -> Due | None:
    """The next rung after the last act: at its own day, or later when the one before was late."""
    relances = echelle_of(situation, depuis)
    faits = passe.done(code, (r.code for r in relances))
    rang = max((rang for rang, fait in enumerate(faits, 1) if fait), default=0)
    if rang == len(relances):
        return None
    relance = relances[rang]
    jour = calendrier.add_ouvres(day_of(passe.depuis), relance.jours)
    if rang:
        avant = day_of(faits[rang - 1])
        jour = max(jour, calendrier.add_ouvres(avant, relance.jours - relances[rang - 1].jours))
    if passe.suspendu_jusqu_a and depuis is Depuis.SILENCE:
        jour = max(jour, calendrier.next_ouvre(day_of(passe.suspendu_jusqu_a)))
    return Due(code, relance.code, relance, moment(jour, heure))


def _awaiting_reader(code: str, situation: Situation, passe: Passe, calendrier: Calendrier, heure: int) -> Due | None:
    """The next rung since the decision waits for a reader: nothing that the éditeur does moves it."""
    lectures = situation.lectures
    due = _counted(code, Depuis.RELECTURE, situation, replace(passe, depuis=lectures.depuis), calendrier, heure)
    return replace(due, lectures=lectures) if due else None


def _before(
    code: str, limite: Limite, situation: Situation, passe: Passe, calendrier: Calendrier, heure: int
) -> Due | None:
    """The next rung before the limit. Of several whose day is past only the last is worth a mail, and whoever acted
    today is told tomorrow at the earliest.
    """
    relances = echelle_of(situation, Depuis.LIMITE)
    echelons = [limit_echelon(r.code, limite) for r in relances]
    faits = passe.done(code, echelons)
    rang = max((rang for rang, fait in enumerate(faits, 1) if fait), default=0)
    plancher = max(day_of(passe.depuis) + UN_JOUR, day_of(situation.le))
    jours = [calendrier.add_ouvres(day_of(limite.le), -r.jours) for r in relances]
    passees = [n for n, jour in enumerate(jours) if jour <= plancher]
    rang = max(rang, max(passees, default=0))
    if rang >= len(relances) or faits[rang]:
        return None
    le = moment(calendrier.next_ouvre(max(jours[rang], day_of(passe.depuis) + UN_JOUR)), heure)
    if le >= limite.le:
        return None
    return Due(code, echelons[rang], relances[rang], le, within(le, URGENCE, limite.le))
