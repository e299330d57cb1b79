"""The two clocks of a dossier, in working days: the éditeur's stands while the ANS's runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dossiers.rules.calendrier import Calendrier, day_of

# What was sent when, and when it came back; None while the ANS has it.
Periode = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Horloge:
    """`arretee`: the éditeur's clock stands, the ANS has the dossier."""

    editeur: int
    ans: int
    arretee: bool


def read_horloge(ouvert_le: datetime, periodes: Iterable[Periode], le: datetime, calendrier: Calendrier) -> Horloge:
    """Both clocks at a moment, from the opening and the periods spent at the ANS."""
    ans, arretee = 0, False
    for debut, fin in periodes:
        ans += calendrier.count_ouvres(day_of(debut), day_of(fin or le))
        arretee = arretee or fin is None
    total = calendrier.count_ouvres(day_of(ouvert_le), day_of(le))
    return Horloge(editeur=max(0, total - ans), ans=ans, arretee=arretee)
