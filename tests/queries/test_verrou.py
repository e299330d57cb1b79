"""Who is on a dossier now, and which ones may be taken."""

from datetime import timedelta

import pytest

from dossiers.models import Dossier, Verrou
from dossiers.queries.verrou import prise_of, unlocked, unlocked_for
from tests.factories import LUNDI, make_dossier, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ines(base_du_module):
    return make_instructeur(prenom="Inès", nom="Leroy")


@pytest.fixture(scope="module")
def dossiers(base_du_module, ines):
    """One that nobody ever opened, one whose lock is over, one that Inès is on."""
    par = make_membre()
    libre, fini, tenu = (make_dossier(par) for _ in range(3))
    for dossier, minutes in ((fini, 0), (tenu, 10)):
        Verrou.objects.create(dossier=dossier, par=ines, depuis=LUNDI, jusqu_a=LUNDI + timedelta(minutes=minutes))
    return libre, fini, tenu


def of(filtre) -> list[Dossier]:
    return list(Dossier.objects.filter(filtre).order_by("pk"))


def test_nobody_is_on_what_is_free_or_over(dossiers):
    libre, fini, tenu = dossiers
    assert of(unlocked(LUNDI)) == [libre, fini]
    assert of(unlocked(LUNDI + timedelta(minutes=10))) == [libre, fini, tenu]


def test_what_one_is_on_is_one_s_own(dossiers, ines):
    assert of(unlocked_for(ines, LUNDI)) == list(dossiers)
    assert of(unlocked_for(make_instructeur(), LUNDI)) == list(dossiers[:2])


def test_lock_of_a_dossier_over_or_not(dossiers, ines, django_assert_num_queries):
    with django_assert_num_queries(3):
        prises = [prise_of(dossier) for dossier in dossiers]
    assert prises[0] is None
    assert [(prise.nom, prise.jusqu_a) for prise in prises[1:]] == [
        ("Inès Leroy", LUNDI),
        ("Inès Leroy", LUNDI + timedelta(minutes=10)),
    ]
