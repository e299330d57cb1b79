"""A requirement waived by a named person of the ANS: for whom, until when, why; whether that holds at a moment.

A waived requirement is neither required nor examined; it is shown as such everywhere. The questions stay: they are
facts of the dossier, and a waiver ends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from dossiers.rules.exigence import Valeur, Verdict
from dossiers.rules.jour import PARIS, day_words
from dossiers.rules.refus import Refus

MOTIF_MAX = 1000
# A longer one is an administrator's to give: on what is granted each year, someone looks again each year.
JOURS_MAX = 366
# Beyond, a year was typed wrong: there is « sans terme ».
LOINTAIN = 50 * 366
# Days before its end when the company and the ANS are told of it.
DELAI_PREAVIS = timedelta(days=14)
JAMAIS = datetime.max.replace(tzinfo=UTC)


class Portee(StrEnum):
    """For whom a requirement is waived."""

    DOSSIER = "dossier"
    SOLUTION = "solution"
    EDITEUR = "editeur"

    @property
    def libelle(self) -> str:
        return PORTEES[self]


PORTEES = {
    Portee.DOSSIER: "ce dossier",
    Portee.SOLUTION: "tous les dossiers de cette solution",
    Portee.EDITEUR: "tous les dossiers de cette entreprise",
}


@dataclass(frozen=True)
class Dispense:
    """`le`: from when; `expire_le`: the moment it ends, None for one without term; `levee_le`: taken back then."""

    code: str
    motif: str
    par: str
    le: datetime
    expire_le: datetime | None = None
    levee_le: datetime | None = None
    portee: Portee = Portee.DOSSIER

    @property
    def fin(self) -> datetime | None:
        """When it ceases, by its term or because it was taken back; None when nothing ends it."""
        return min((le for le in (self.expire_le, self.levee_le) if le), default=None)

    @property
    def jusqu_au(self) -> date | None:
        """Its last day in Paris; None without term."""
        return last_day(self.expire_le) if self.expire_le else None

    @property
    def terme(self) -> str:
        """« jusqu’au 3 mars 2027 », « sans terme »."""
        return f"jusqu’au {day_words(self.jusqu_au)}" if self.expire_le else "sans terme"

    @property
    def phrase(self) -> str:
        """What everyone reads of it."""
        return f"Dispense accordée par l’ANS {self.terme}\u00a0: {self.motif}"

    def holds(self, le: datetime) -> bool:
        """True from its granting until its end, which is out of it."""
        return self.le <= le and (self.fin is None or le < self.fin)


def in_force(dispenses: Iterable[Dispense], le: datetime) -> dict[str, Dispense]:
    """Requirement → the waiver that holds at that moment, the one that lasts the longest when there are several."""
    tenues = sorted((d for d in dispenses if d.holds(le)), key=lambda d: (d.fin or JAMAIS, d.le))
    return {dispense.code: dispense for dispense in tenues}


def waive(verdicts: Iterable[Verdict], codes: Iterable[str]) -> tuple[Verdict, ...]:
    """The same verdicts, those requirements being waived; what does not apply has nothing to be waived of."""
    dispenses = frozenset(codes)
    return tuple(
        replace(v, valeur=Valeur.DISPENSE, manquants=())
        if v.exigence.code in dispenses and v.valeur is not Valeur.NON
        else v
        for v in verdicts
    )


def is_past(etape: int, courante: int) -> bool:
    """True when nothing is asked any more at that étape of a dossier that stands at `courante`: a waiver leaves it."""
    return etape < courante


def refuse_past(etape: int, courante: int) -> None:
    """Raises `Refus` (field « portee ») for a waiver of one dossier, at an étape that it has passed."""
    if is_past(etape, courante):
        phrase = (
            f"L’étape {etape} de ce dossier est validée\u00a0: rien n’y est plus demandé, il n’y a rien à dispenser. "
            "Ce qui a été décidé reste tel qu’il a été décidé."
        )
        raise Refus(phrase, {"portee": phrase})


def end_of(jour: date) -> datetime:
    """The moment a waiver granted until that day ends: its midnight, in Paris."""
    return datetime.combine(jour + timedelta(days=1), time(0), PARIS)


def last_day(expire_le: datetime) -> date:
    """The last day of a waiver that ends then, in Paris."""
    return (expire_le.astimezone(PARIS) - timedelta(microseconds=1)).date()


def check_dispense(*, motif: str, jusqu_au: date | None, sans_terme: bool, le: datetime, largement: bool) -> None:
    """Raises `Refus`, each sentence tied to its field. `largement`: the person may go past a year, or without term."""
    champs = {}
    if not motif.strip():
        champs["motif"] = "Indiquez pourquoi\u00a0: l’éditeur et vos collègues liront ce motif."
    elif len(motif.strip()) > MOTIF_MAX:
        champs["motif"] = f"Ce motif compte {len(motif.strip())} caractères\u202f; {MOTIF_MAX} au plus sont admis."
    if phrase := _term_refusal(jusqu_au, sans_terme, le.astimezone(PARIS).date(), largement):
        champs["jusqu_au"] = phrase
    if champs:
        raise Refus(" ".join(champs.values()), champs)


def _term_refusal(jusqu_au: date | None, sans_terme: bool, jour: date, largement: bool) -> str:
    if sans_terme and jusqu_au:
        return "Choisissez un dernier jour, ou «\u00a0sans terme\u00a0»\u202f: pas les deux."
    if sans_terme:
        return "" if largement else "Une dispense sans terme est réservée aux administrateurs\u00a0: indiquez une date."
    if jusqu_au is None:
        return "Indiquez le dernier jour de la dispense."
    if jusqu_au < jour:
        return "Ce jour est passé\u00a0: choisissez aujourd’hui ou un jour à venir."
    if largement and (jusqu_au - jour).days > LOINTAIN:
        return "Ce jour est trop lointain\u00a0: vérifiez l’année, ou choisissez «\u00a0sans terme\u00a0»."
    if not largement and (jusqu_au - jour).days > JOURS_MAX:
        return "Au-delà d’un an, la dispense est réservée aux administrateurs\u00a0: choisissez un jour plus proche."
    return ""


def as_content(dispenses: Mapping[str, Dispense]) -> dict[str, dict[str, str]]:
    """What a submission freezes of the waivers it is sent with."""
    return {
        code: {
            "motif": d.motif,
            "par": d.par,
            "le": d.le.astimezone(UTC).isoformat(),
            "expire_le": d.expire_le.astimezone(UTC).isoformat() if d.expire_le else "",
            "portee": d.portee.value,
        }
        for code, d in sorted(dispenses.items())
    }


def from_content(contenu: Mapping[str, Mapping[str, str]]) -> dict[str, Dispense]:
    """The waivers a submission was sent with."""
    return {
        code: Dispense(
            code,
            d["motif"],
            d["par"],
            datetime.fromisoformat(d["le"]),
            datetime.fromisoformat(d["expire_le"]) if d["expire_le"] else None,
            portee=Portee(d["portee"]),
        )
        for code, d in contenu.items()
    }
