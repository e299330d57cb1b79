"""A calendar file: moments in UTC, each entry with its identity, whatever its title holds."""

from datetime import UTC, datetime, timedelta

import vobject

from dossiers.gateways.agenda import write_agenda
from dossiers.queries.agenda import Date
from tests.factories import PARIS

VU_LE = datetime(2026, 3, 2, 10, tzinfo=PARIS)


def date(uid: str = "a@suivi-segur", le: datetime = VU_LE, titre: str = "Dépôt", texte: str = "T") -> Date:
    return Date(uid, "depot", titre, texte, "https://exemple.fr/a", le, VU_LE)


def read(*entrees: Date):
    return vobject.readOne(write_agenda("Mes dates", entrees).decode())


def test_empty_file_has_its_name_and_its_maker():
    lu = read()
    assert (lu.prodid.value, lu.version.value) == ("-//Suivi Segur//Calendrier//FR", "2.0")
    assert (lu.contents["x-wr-calname"][0].value, lu.contents.get("vevent")) == ("Mes dates", None)


def test_summer_and_winter_limits_are_half_an_hour_before_in_utc():
    ete, hiver = datetime(2026, 7, 1, 12, tzinfo=PARIS), datetime(2026, 12, 1, 12, tzinfo=PARIS)
    evenements = read(date("a", ete), date("b", hiver)).contents["vevent"]
    assert [(e.uid.value, e.dtend.value) for e in evenements] == [
        ("a", datetime(2026, 7, 1, 10, tzinfo=UTC)),
        ("b", datetime(2026, 12, 1, 11, tzinfo=UTC)),
    ]
    assert {e.dtend.value - e.dtstart.value for e in evenements} == {timedelta(minutes=30)}


def test_entry_says_what_it_is_and_takes_no_time():
    (evenement,) = read(date(titre="Alpha, « beta »; gamma\nsuite", texte="x" * 200)).contents["vevent"]
    assert evenement.summary.value == "Alpha, « beta »; gamma\nsuite"
    assert (evenement.description.value, evenement.url.value) == ("x" * 200, "https://exemple.fr/a")
    assert (evenement.dtstamp.value, evenement.transp.value) == (VU_LE, "TRANSPARENT")
