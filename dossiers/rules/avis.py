"""An opinion asked of someone outside: what must be said to ask it, until when it may be given, where it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dossiers.rules.calendrier import UN_JOUR, Calendrier, day_of, moment
from dossiers.rules.parcours import Etat

DELAI = 10  # working days
DELAI_MAX = 60
QUESTION_MAX, REPONSE_MAX = 3_000, 10_000


class EtatAvis(StrEnum):
    """One word per state; only what is `ATTENDU` may be answered."""

    ATTENDU = "attendu"
    RENDU = "rendu"
    RETIRE = "retire"
    EXPIRE = "expire"
    CLOS = "clos"

    @property
    def libelle(self) -> str:
        return ETATS[self]


ETATS = {
    EtatAvis.ATTENDU: "attendu",
    EtatAvis.RENDU: "rendu",
    EtatAvis.RETIRE: "demande retirée",
    EtatAvis.EXPIRE: "délai passé",
    EtatAvis.CLOS: "sans objet : l’étape n’attend plus l’ANS",
}


@dataclass(frozen=True)
class Vie:
    """The facts of a request, as its row keeps them."""

    expire_le: datetime
    repondu_le: datetime | None = None
    retire_le: datetime | None = None


def state_of(vie: Vie, etape: Etat, le: datetime) -> EtatAvis:
    """The state of a request at a moment, while its étape is in that state."""
    if vie.repondu_le:
        return EtatAvis.RENDU
    if vie.retire_le:
        return EtatAvis.RETIRE
    if etape is not Etat.SOUMISE:
        return EtatAvis.CLOS
    return EtatAvis.ATTENDU if le < vie.expire_le else EtatAvis.EXPIRE


def expiry_of(le: datetime, jours: int, calendrier: Calendrier) -> datetime:
    """The end of the last day on which it may be answered: midnight in Paris after `jours` working days."""
    return moment(last_day(le, jours, calendrier) + UN_JOUR, 0)


def last_day(le: datetime, jours: int, calendrier: Calendrier) -> date:
    """The `jours`-th working day after that moment."""
    return calendrier.add_ouvres(day_of(le), jours)


def refusals_of(*, nom: str, courriel: str, question: str, pieces: int, jours: int) -> dict[str, str]:
    """What cannot be asked as it stands: field → sentence. Empty when it can."""
    phrases = {
        "nom": "" if nom else "Indiquez à qui vous posez cette question.",
        "courriel": "" if courriel else "Indiquez l’adresse électronique de cette personne.",
        "question": _length(question, QUESTION_MAX) if question else "Écrivez votre question.",
        "pieces": "" if pieces else "Choisissez au moins une pièce : c’est tout ce que cette personne verra.",
        "jours": "" if 1 <= jours <= DELAI_MAX else f"Donnez entre 1 et {DELAI_MAX} jours ouvrés.",
    }
    return {champ: phrase for champ, phrase in phrases.items() if phrase}


def _length(texte: str, maximum: int) -> str:
    if len(texte) <= maximum:
        return ""
    return f"Ce texte compte {len(texte)} caractères ; {maximum} au plus sont admis."


def answer_refusal(texte: str) -> str:
    """Why this text cannot be an answer; empty when it can."""
    return _length(texte, REPONSE_MAX) if texte else "Écrivez votre avis avant de l’envoyer."
