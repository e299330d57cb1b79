"""Tries are counted per address typed, before the password is looked at, and forgotten after the right one."""

from datetime import timedelta

import pytest

from dossiers.actions.connexion import begin_essai, forget_essais
from dossiers.models import Tentative
from dossiers.rules.refus import Refus
from tests.factories import LUNDI

pytestmark = pytest.mark.django_db
ADRESSE = "camille@alpha.example"


def essaie(fois: int, **champs) -> None:
    for _ in range(fois):
        begin_essai(**{"courriel": ADRESSE, "maintenant": LUNDI, **champs})


def test_third_try_is_the_last_before_a_minute():
    essaie(3)
    with pytest.raises(Refus, match="Attendez 1 minute,"):
        essaie(1)
    essaie(1, maintenant=LUNDI + timedelta(minutes=1))
    with pytest.raises(Refus, match="Attendez 2 minutes,"):
        essaie(1, maintenant=LUNDI + timedelta(minutes=1))


def test_a_refused_try_does_not_lengthen_the_wait():
    essaie(3)
    for _ in range(5):
        with pytest.raises(Refus):
            essaie(1, maintenant=LUNDI + timedelta(seconds=59))
    assert Tentative.objects.get().bloquee_jusqu_a == LUNDI + timedelta(minutes=1)


def test_the_wait_never_exceeds_fifteen_minutes():
    maintenant = LUNDI
    for _ in range(20):
        essaie(1, maintenant=maintenant)
        maintenant = Tentative.objects.get().bloquee_jusqu_a
    essaie(1, maintenant=maintenant)
    assert Tentative.objects.get().bloquee_jusqu_a == maintenant + timedelta(minutes=15)


def test_the_right_password_starts_afresh():
    essaie(2)
    forget_essais(courriel=ADRESSE.upper())
    assert Tentative.objects.count() == 0


def test_addresses_objects_and_known_browsers_are_counted_apart():
    essaie(3)
    essaie(3, courriel="autre@alpha.example")
    essaie(3, objet="oubli")
    essaie(3, appareil="navigateur-connu")
    assert list(Tentative.objects.values_list("echecs", flat=True)) == [3, 3, 3, 3]


def test_the_case_of_the_address_and_its_spaces_do_not_give_more_tries():
    for courriel in (ADRESSE, f" {ADRESSE} ", ADRESSE.upper()):
        essaie(1, courriel=courriel)
    assert Tentative.objects.get().echecs == 3


def test_what_is_kept_names_nobody_and_is_gone_after_a_day():
    essaie(1)
    assert "camille" not in str(Tentative.objects.values().get())
    essaie(1, courriel="autre@alpha.example", maintenant=LUNDI + timedelta(hours=24, seconds=1))
    assert Tentative.objects.get().echecs == 1
