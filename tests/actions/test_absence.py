"""Absences: one's own, or anyone's for an administrator; days that make sense."""

from datetime import date, timedelta

import pytest

from dossiers.actions.absence import JOURS_MAX, cancel_absence, declare_absence
from dossiers.models import Absence
from dossiers.queries.perimetre import Introuvable
from dossiers.rules.refus import Interdit, Refus
from tests.factories import LUNDI, make_administrateur, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
JOUR = LUNDI.date()
DEMAIN = JOUR + timedelta(days=1)


def declare(compte, par=None, du: date = JOUR, au: date = DEMAIN) -> Absence:
    return declare_absence(compte=compte, du=du, au=au, par=par or compte, le=LUNDI)


def test_a_reviewer_says_theirs():
    ines = make_instructeur()
    absence = declare(ines)
    assert (absence.compte, absence.du, absence.au, absence.declaree_par) == (ines, JOUR, DEMAIN, ines)


def test_an_administrator_says_anyones_and_nobody_else_does():
    ines, admin = make_instructeur(), make_administrateur()
    assert declare(ines, admin).declaree_par == admin
    with pytest.raises(Interdit, match="«\u00a0Déclarer l’absence d’une autre personne\u00a0» est réservé"):
        declare(admin, ines)


def test_an_editeur_says_none():
    membre = make_membre()
    with pytest.raises(Interdit):
        declare(membre)


@pytest.mark.parametrize(
    ("du", "au", "champ"),
    [
        (DEMAIN, JOUR, "au"),
        (JOUR - timedelta(days=5), JOUR - timedelta(days=1), "au"),
        (JOUR, JOUR + timedelta(days=JOURS_MAX), "au"),
    ],
)
def test_days_that_make_no_sense(du, au, champ):
    with pytest.raises(Refus) as refus:
        declare(make_instructeur(), du=du, au=au)
    assert list(refus.value.champs) == [champ]
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("du", "au"),
    [(JOUR, JOUR), (JOUR - timedelta(days=5), JOUR), (JOUR, JOUR + timedelta(days=JOURS_MAX - 1))],
)
def test_days_that_do(du, au):
    assert declare(make_instructeur(), du=du, au=au).pk


def test_said_twice():
    ines = make_instructeur()
    declare(ines)
    with pytest.raises(Refus) as refus:
        declare(ines)
    assert refus.value.champs == {"du": "Cette absence est déjà déclarée."}


def test_not_of_someone_of_a_company():
    with pytest.raises(Refus) as refus:
        declare(make_membre(), make_administrateur())
    assert list(refus.value.champs) == ["compte"]


def test_cancelled_by_the_person_or_an_administrator():
    ines, thomas, admin = make_instructeur(), make_instructeur(), make_administrateur()
    for par in (ines, admin):
        absence = declare(ines)
        with pytest.raises(Introuvable):
            cancel_absence(absence_id=absence.pk, par=thomas)
        cancel_absence(absence_id=absence.pk, par=par)
        assert not Absence.objects.exists()
    with pytest.raises(Introuvable):
        cancel_absence(absence_id=0, par=admin)
    with pytest.raises(Interdit):
        cancel_absence(absence_id=0, par=make_membre())
