"""Working days: neither weekends, nor public holidays of a territory, nor days when the ANS is closed.

Everything is counted in days of Paris; an hour is given only by `moment`, which daylight saving cannot shift.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays

from dossiers.referentiel.commun import Fermeture
from dossiers.rules.jour import PARIS

# Where people work → the code of `holidays`: what is public there, beyond the eleven days of the whole country.
TERRITOIRES = {
    "metropole": None,
    "alsace": "6AE",
    "moselle": "57",
    "guadeloupe": "971",
    "martinique": "972",
    "guyane": "973",
    "reunion": "974",
    "mayotte": "976",
    "saint-barthelemy": "BL",
    "saint-martin": "MF",
    "saint-pierre-et-miquelon": "PM",
    "polynesie": "PF",
    "nouvelle-caledonie": "NC",
    "wallis-et-futuna": "WF",
}
UN_JOUR = timedelta(days=1)


@dataclass(frozen=True)
class Calendrier:
    """The working days of one territory (a key of `TERRITOIRES`), the ANS's closures taken out."""

    territoire: str = "metropole"
    fermetures: tuple[Fermeture, ...] = ()

    def chome(self, jour: date) -> str:
        """Why nobody works that day (« dimanche », « Lundi de Pâques »…); empty on a working day."""
        if jour.weekday() >= 5:
            return ("samedi", "dimanche")[jour.weekday() - 5]
        ferme = (fermeture.libelle for fermeture in self.fermetures if fermeture.du <= jour <= fermeture.au)
        return holidays_of(self.territoire, jour.year).get(jour) or next(ferme, "")

    def is_ouvre(self, jour: date) -> bool:
        return not self.chome(jour)

    def next_ouvre(self, jour: date, sens: int = 1) -> date:
        """`jour` itself when it is worked, else the nearest working day after it (`sens` -1: before it)."""
        while not self.is_ouvre(jour):
            jour += sens * UN_JOUR
        return jour

    def add_ouvres(self, jour: date, nombre: int) -> date:
        """The `nombre`-th working day after `jour` (before it when negative); 0: `jour`, or the next one worked."""
        sens = -1 if nombre < 0 else 1
        for _ in range(abs(nombre)):
            jour = self.next_ouvre(jour + sens * UN_JOUR, sens)
        return jour if nombre else self.next_ouvre(jour)

    def count_ouvres(self, debut: date, fin: date) -> int:
        """How many working days after `debut` up to `fin` included; negative when `fin` comes first."""
        if fin < debut:
            return -self.count_ouvres(fin, debut)
        jours = (debut + rang * UN_JOUR for rang in range(1, (fin - debut).days + 1))
        return sum(self.is_ouvre(jour) for jour in jours)


@lru_cache(maxsize=512)
def holidays_of(territoire: str, annee: int) -> Mapping[date, str]:
    """The public holidays of a year, with their French names. `KeyError` for an unknown territory."""
    jours = holidays.country_holidays("FR", subdiv=TERRITOIRES[territoire], years=annee, language="fr")
    return dict(jours.items())


def moment(jour: date, heure: int) -> datetime:
    """That hour of Paris that day, aware. An hour that daylight saving skips becomes the one clocks then show."""
    return datetime.combine(jour, time(heure), PARIS).astimezone(UTC).astimezone(PARIS)


def day_of(le: datetime) -> date:
    """The day in Paris."""
    return le.astimezone(PARIS).date()


def within(le: datetime, heures: int, limite: datetime) -> bool:
    """Whether `limite` comes in these hours after `le`: elapsed hours, whatever the clocks do meanwhile."""
    return timedelta(0) <= limite.astimezone(UTC) - le.astimezone(UTC) <= timedelta(hours=heures)
