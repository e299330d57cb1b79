"""Tries counted under a hash that names nobody: the wait, what a refusal costs, when all is forgotten."""

from datetime import timedelta

import pytest

from dossiers.actions.tentative import count_tentative, slow_down
from dossiers.models import Tentative
from dossiers.rules.connexion import OUBLI
from dossiers.rules.debit import CONTACT, VOTE
from dossiers.rules.refus import Refus
from tests.factories import LUNDI

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def attempt(le=LUNDI, cle: str = "a") -> None:
    """A minute more at each try."""
    count_tentative(cle, le, lambda echecs: echecs * MINUTE, lambda reste: f"Attendez {reste}.")


def test_each_try_is_counted_and_makes_wait():
    attempt()
    with pytest.raises(Refus) as refus:
        attempt(LUNDI + timedelta(seconds=20))
    assert str(refus.value) == "Attendez 0:00:40."
    attempt(LUNDI + MINUTE)
    tentative = Tentative.objects.get()
    assert (tentative.echecs, tentative.derniere_le) == (2, LUNDI + MINUTE)
    assert tentative.bloquee_jusqu_a == LUNDI + 3 * MINUTE


def test_a_try_that_is_refused_is_not_counted():
    attempt()
    with pytest.raises(Refus):
        attempt()
    tentative = Tentative.objects.get()
    assert (tentative.echecs, tentative.bloquee_jusqu_a) == (1, LUNDI + MINUTE)


def test_nobody_waits_for_another():
    attempt()
    attempt(cle="b")
    assert Tentative.objects.count() == 2


@pytest.mark.parametrize(("apres", "echecs"), [(OUBLI, [2]), (OUBLI + timedelta(seconds=1), [1])])
def test_forgotten_after_a_day(apres, echecs):
    attempt()
    attempt(LUNDI + apres)
    assert list(Tentative.objects.values_list("echecs", flat=True)) == echecs


def test_addresses_are_slowed_each_on_its_own_and_act_by_act():
    for _ in range(CONTACT.libres + 1):
        slow_down(adresse="192.0.2.1", debit=CONTACT, maintenant=LUNDI)
    with pytest.raises(Refus) as refus:
        slow_down(adresse="192.0.2.1", debit=CONTACT, maintenant=LUNDI)
    assert str(refus.value) == CONTACT.phrase(timedelta(minutes=2))
    slow_down(adresse="192.0.2.2", debit=CONTACT, maintenant=LUNDI)
    slow_down(adresse="192.0.2.1", debit=VOTE, maintenant=LUNDI)
    assert sorted(Tentative.objects.values_list("echecs", flat=True)) == [1, 1, CONTACT.libres + 1]


def test_the_address_is_not_kept():
    slow_down(adresse="192.0.2.1", debit=VOTE, maintenant=LUNDI)
    cle = Tentative.objects.get().cle
    assert (len(cle), "192" in cle) == (64, False)
