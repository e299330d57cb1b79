"""The thread of a dossier: whose answer is awaited, since when, who may say that none is awaited any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

OBJET_MAX, TEXTE_MAX = 200, 5_000
# Files joined to one message.
JOINTES_MAX = 5
TROP_DE_JOINTES = f"Un message compte {JOINTES_MAX} fichiers au plus : retirez-en, ou envoyez-les en deux messages."
JOINTES_ADMISES = ("png", "jpeg", "webp", "pdf")


class Cote(StrEnum):
    """The two sides of a thread."""

    EDITEUR = "editeur"
    ANS = "ans"

    @property
    def autre(self) -> "Cote":
        return Cote.ANS if self is Cote.EDITEUR else Cote.EDITEUR


COTES = {Cote.EDITEUR: "l’éditeur", Cote.ANS: "l’ANS"}


@dataclass(frozen=True)
class Ecrit:
    """What the rule needs of a message. `sans_suite`: it was decided that no answer to it would come."""

    cote: Cote
    attend: bool
    le: datetime
    sans_suite: bool = False


@dataclass(frozen=True)
class Attente:
    """Who must answer (`de`) and since when (`depuis`): the first question that is still open."""

    de: Cote
    depuis: datetime


def attente_of(fil: Iterable[Ecrit]) -> Attente | None:
    """Whose answer is awaited once these messages were written, oldest first; None when nobody's.

    Any message of a side answers all that it was asked; a second question does not make the wait younger. What is
    asked in an answer passes the turn.
    """
    attente = None
    for ecrit in fil:
        if attente and attente.de is ecrit.cote:
            attente = None
        if ecrit.attend and not ecrit.sans_suite and attente is None:
            attente = Attente(ecrit.cote.autre, ecrit.le)
    return attente


def asks_by_default(cote: Cote, attente: Attente | None) -> bool:
    """Whether a new message asks for an answer unless its author says otherwise: what the ANS writes does; what an
    éditeur writes does too, but for the answer to what it was asked.
    """
    return cote is Cote.ANS or attente is None or attente.de is Cote.ANS


def may_close(cote: Cote, attente: Attente | None) -> bool:
    """The ANS may say that an awaited answer will not come; an éditeur only that it awaits none any more."""
    return attente is not None and (cote is Cote.ANS or attente.de is Cote.ANS)
