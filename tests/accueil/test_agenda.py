"""The calendar feed: one's own dates at a secret address, that two other libraries read, revoked at once."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import time_machine
import vobject
from ical.calendar_stream import IcsCalendarStream

from dossiers.actions.agenda import close_agenda, open_agenda
from dossiers.actions.dossier import take_dossier, withdraw_dossier
from dossiers.models import Agenda
from dossiers.queries.agenda import jeton_agenda
from tests.factories import LUNDI, make_compte, make_dossier, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
DRIMBOX = "DSR-IMG-DB-Va2"


@pytest.fixture(autouse=True)
def _lundi():
    with time_machine.travel(LUNDI, tick=False):
        yield


def feed_of(client, compte) -> list:
    """The events of a person's feed, as vobject reads them; ical, which shares no code with it, reads the same."""
    reponse = client.get(f"/agenda/{jeton_agenda(open_agenda(par=compte))}.ics")
    assert (reponse.status_code, reponse.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    lu = vobject.readOne(reponse.content.decode())
    assert lu.validate() is True
    evenements = lu.contents.get("vevent", [])
    autre = IcsCalendarStream.calendar_from_ics(reponse.content.decode())
    vus = [(e.uid, e.summary, e.dtstart, e.dtend, e.description, str(e.url)) for e in autre.events]
    attendus = [
        (e.uid.value, e.summary.value, e.dtstart.value, e.dtend.value, e.description.value, e.url.value)
        for e in evenements
    ]
    assert (vus, autre.version) == (attendus, "2.0")
    return evenements


def test_dates_of_the_company_in_utc_whatever_the_clocks(client):
    dossier = make_dossier(code=DRIMBOX, nom="Alpha, « beta » ; gamma", etape=2)
    make_dossier(code=DRIMBOX)
    evenements = {e.uid.value: e for e in feed_of(client, dossier.cree_par)}
    codes = ("dossier_administratif", "dossier_preuves", "echanges", "avance", "prestations", "solde")
    assert set(evenements) == {f"{dossier.uuid}-{code}@suivi-segur" for code in codes}
    ete = evenements[f"{dossier.uuid}-dossier_preuves@suivi-segur"]
    assert ete.dtend.value == datetime(2026, 5, 13, 10, tzinfo=UTC)
    hiver = evenements[f"{dossier.uuid}-solde@suivi-segur"]
    assert hiver.dtend.value == datetime(2027, 12, 15, 11, tzinfo=UTC)
    assert "Alpha, « beta » ; gamma 1" in ete.summary.value


def test_lines_are_folded_at_75_bytes(client):
    dossier = make_dossier(code=DRIMBOX, nom="é" * 150, etape=2)
    reponse = client.get(f"/agenda/{jeton_agenda(open_agenda(par=dossier.cree_par))}.ics")
    assert max(len(ligne) for ligne in reponse.content.split(b"\r\n")) <= 75


def test_dates_of_a_referents_dossiers_and_no_other(client):
    referent, dossier = make_instructeur(), make_dossier(code=DRIMBOX, etape=2)
    make_dossier(code=DRIMBOX)
    take_dossier(dossier=dossier, par=referent, le=LUNDI)
    assert {e.uid.value[:36] for e in feed_of(client, referent)} == {str(dossier.uuid)}


def test_nothing_for_someone_who_belongs_nowhere_nor_of_what_is_over(client):
    dossier = make_dossier(code=DRIMBOX)
    withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    assert [feed_of(client, compte) for compte in (dossier.cree_par, make_compte())] == [[], []]


def test_another_address_makes_the_first_void(client):
    compte = make_membre()
    premiere = f"/agenda/{jeton_agenda(open_agenda(par=compte))}.ics"
    seconde = f"/agenda/{jeton_agenda(open_agenda(par=compte))}.ics"
    assert [client.get(adresse).status_code for adresse in (premiere, seconde)] == [404, 200]
    close_agenda(par=compte)
    assert client.get(seconde).status_code == 404


def test_address_is_the_same_each_time_it_is_shown():
    with time_machine.travel(LUNDI) as horloge:
        agenda = open_agenda(par=make_membre())
        premiere = jeton_agenda(agenda)
        horloge.shift(3600)
        assert jeton_agenda(agenda) == premiere


def test_a_feed_to_subscribe_to_is_not_an_invitation(client):
    """RFC 5546: METHOD makes some programs ask whether to accept each entry."""
    reponse = client.get(f"/agenda/{jeton_agenda(open_agenda(par=make_membre()))}.ics")
    assert b"METHOD" not in reponse.content


@pytest.mark.parametrize("jeton", ["rien", "WzEsIjAiXQ:1abc:xyz", "WzEsIjAiXQ:xyz"])
def test_forged_address(client, jeton):
    assert client.get(f"/agenda/{jeton}.ics").status_code == 404


def test_account_that_is_closed_has_no_feed(client):
    compte = make_membre()
    adresse = f"/agenda/{jeton_agenda(open_agenda(par=compte))}.ics"
    type(compte).objects.update(is_active=False)
    assert client.get(adresse).status_code == 404


def test_page_draws_shows_and_revokes(client):
    compte = make_membre()
    client.force_login(compte)
    assert "Créer mon adresse d’agenda" in client.get("/agenda/").content.decode()
    reponse = client.post("/agenda/", {"geste": "ouvrir"}, follow=True)
    assert client.get(urlsplit(reponse.context["adresse"]).path).status_code == 200
    client.post("/agenda/", {"geste": "fermer"})
    assert not Agenda.objects.exists()
