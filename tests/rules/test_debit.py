"""How often one may write, or look up: freely, then ever more slowly; and who must wait is told why."""

from datetime import timedelta

import pytest

from dossiers.rules.debit import CONTACT, MESSAGE, VERIFICATION

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("faits", "attente"), [(0, 0), (60, 0), (61, 1), (62, 2), (65, 16), (66, 30), (10_000, 30)])
def test_look_ups_are_free_then_slower_and_slower(faits, attente):
    assert VERIFICATION.attente(faits) == attente * MINUTE


@pytest.mark.parametrize(
    ("debit", "phrase"),
    [
        (CONTACT, "Beaucoup d’envois viennent de votre réseau."),
        (MESSAGE, "Beaucoup d’envois viennent de votre compte."),
        (VERIFICATION, "Beaucoup de vérifications viennent de votre réseau."),
    ],
)
def test_who_must_wait_is_told_of_what(debit, phrase):
    assert debit.phrase(MINUTE) == f"{phrase} Attendez 1 minute, puis réessayez."
