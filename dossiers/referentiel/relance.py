"""A rung of the reminders: after how many working days, counted from what, who is written to, and in what words."""

from dataclasses import dataclass
from enum import StrEnum


class Depuis(StrEnum):
    """What the days are counted from: the silence of the éditeur, the limit ahead, the sending to the ANS, a decision
    there that began to wait for a reader.
    """

    SILENCE = "silence"
    LIMITE = "limite"
    INSTRUCTION = "instruction"
    RELECTURE = "relecture"


class Pour(StrEnum):
    """Who is written to: whoever acts on the item, then their mandataire, then the ANS."""

    PORTEUR = "porteur"
    MANDATAIRE = "mandataire"
    ANS = "ans"


@dataclass(frozen=True)
class Relance:
    """`jours`: working days after what they are counted from (before it, for a limit).

    `texte`: why now, one sentence to the person; `suite`: what happens if nobody acts.
    """

    code: str
    depuis: Depuis
    jours: int
    pour: Pour
    texte: str
    suite: str = ""
