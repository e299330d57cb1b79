"""Calendar programs: limits in, an iCalendar file out (RFC 5545), of which each entry keeps its identity."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from dossiers.queries.agenda import Date

PRODUIT = "-//Suivi Segur//Calendrier//FR"


def write_agenda(nom: str, entrees: Iterable[Date]) -> bytes:
    """The file. Moments are written in UTC: no program has to know what Paris does with its clocks."""
    agenda = Calendar()
    agenda.add("prodid", PRODUIT)
    agenda.add("version", "2.0")
    agenda.add("x-wr-calname", nom)
    for entree in entrees:
        agenda.add_component(_event(entree))
    return agenda.to_ical()


def _event(entree: Date) -> Event:
    fin = entree.le.astimezone(UTC)
    evenement = Event()
    evenement.add("uid", entree.uid)
    evenement.add("dtstamp", entree.vu_le.astimezone(UTC))
    evenement.add("dtstart", fin - timedelta(minutes=30))
    evenement.add("dtend", fin)
    evenement.add("summary", entree.titre)
    evenement.add("description", entree.texte)
    evenement.add("url", entree.lien)
    evenement.add("transp", "TRANSPARENT")
    return evenement
