"""Working days: the holidays of each territory, closures, daylight saving, the ends of months and of February."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.referentiel.commun import Fermeture
from dossiers.rules.calendrier import TERRITOIRES, Calendrier, day_of, moment, within
from dossiers.rules.jour import PARIS

METROPOLE = Calendrier()
FERME = Calendrier(fermetures=(Fermeture(date(2026, 12, 24), date(2026, 12, 31), "Fermeture de fin d’année"),))
jours = st.dates(date(2023, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("jour", "territoire", "pourquoi"),
    [
        (date(2026, 3, 2), "metropole", ""),
        (date(2026, 3, 7), "metropole", "samedi"),
        (date(2026, 3, 8), "metropole", "dimanche"),
        (date(2026, 4, 6), "metropole", "Lundi de Pâques"),
        (date(2026, 5, 1), "metropole", "Fête du Travail"),
        (date(2026, 4, 3), "metropole", ""),
        (date(2026, 4, 3), "alsace", "Vendredi saint"),
        (date(2026, 4, 3), "moselle", "Vendredi saint"),
        (date(2025, 12, 26), "alsace", "Saint-Étienne"),
        (date(2025, 12, 26), "metropole", ""),
        (date(2026, 5, 27), "guadeloupe", "Abolition de l’esclavage"),
        (date(2026, 5, 27), "metropole", ""),
        (date(2026, 7, 14), "reunion", "Fête nationale"),
    ],
)
def test_who_works_when(jour, territoire, pourquoi):
    assert Calendrier(territoire).chome(jour).replace("'", "’") == pourquoi


@pytest.mark.parametrize("territoire", TERRITOIRES)
def test_every_territory_rests_on_new_years_day(territoire):
    assert Calendrier(territoire).is_ouvre(date(2026, 1, 1)) is False


def test_unknown_territory_is_said():
    with pytest.raises(KeyError, match="lune"):
        Calendrier("lune").is_ouvre(date(2026, 3, 2))


def test_closure_of_the_ans_is_not_worked():
    assert (FERME.chome(date(2026, 12, 28)), FERME.is_ouvre(date(2026, 12, 23))) == ("Fermeture de fin d’année", True)
    assert FERME.add_ouvres(date(2026, 12, 23), 1) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("jour", "nombre", "attendu"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 7), 0, date(2026, 3, 9)),
        (date(2026, 3, 2), 3, date(2026, 3, 5)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 9), -1, date(2026, 3, 6)),
        (date(2026, 3, 8), -1, date(2026, 3, 6)),
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # over Easter Monday
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 1, date(2028, 3, 1)),
        (date(2027, 2, 26), 1, date(2027, 3, 1)),  # a year without a 29th
        (date(2026, 4, 30), 1, date(2026, 5, 4)),  # end of month, the 1st of May, a weekend
        (date(2026, 3, 27), 1, date(2026, 3, 30)),  # over the change to summer time
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_working_days_after(jour, nombre, attendu):
    assert METROPOLE.add_ouvres(jour, nombre) == attendu


@given(jour=jours, nombre=st.integers(1, 60), territoire=st.sampled_from(sorted(TERRITOIRES)))
def test_counting_undoes_adding(jour, nombre, territoire):
    calendrier = Calendrier(territoire)
    plus_tard = calendrier.add_ouvres(jour, nombre)
    assert (calendrier.is_ouvre(plus_tard), calendrier.count_ouvres(jour, plus_tard)) == (True, nombre)
    assert calendrier.count_ouvres(plus_tard, jour) == -nombre
    assert calendrier.add_ouvres(plus_tard, -nombre) <= calendrier.next_ouvre(jour)


@pytest.mark.parametrize(
    ("jour", "heure", "utc"),
    [
        (date(2026, 3, 28), 9, "2026-03-28T08:00:00+00:00"),
        (date(2026, 3, 30), 9, "2026-03-30T07:00:00+00:00"),
        (date(2026, 10, 26), 9, "2026-10-26T08:00:00+00:00"),
        (date(2026, 3, 29), 2, "2026-03-29T01:00:00+00:00"),  # the hour that does not exist
        (date(2028, 2, 29), 12, "2028-02-29T11:00:00+00:00"),
    ],
)
def test_hour_of_paris(jour, heure, utc):
    assert moment(jour, heure).astimezone(UTC).isoformat() == utc


def test_day_is_that_of_paris():
    assert day_of(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("avance", "attendu"),
    [(timedelta(0), True), (timedelta(hours=48), True), (timedelta(hours=48, seconds=1), False)],
)
def test_forty_eight_hours_are_elapsed_hours(avance, attendu):
    """The night of the 29th of March 2026 has one hour less: noon to noon two days later is 47 hours."""
    limite = datetime(2026, 3, 30, 12, tzinfo=PARIS)
    assert within(limite.astimezone(UTC) - avance, 48, limite) is attendu
    assert within(limite + timedelta(seconds=1), 48, limite) is False
