"""The first lock of a dossier: someone opens it while somebody else saves, on their own connections."""

from threading import Event

import pytest
from django.db import transaction

from dossiers.actions.geste import lock_dossier
from dossiers.actions.verrou import hold_verrou, take_verrou
from dossiers.models import Verrou
from dossiers.rules.refus import Tenu
from dossiers.rules.verrou import Prise
from tests.courses import run_together
from tests.factories import LUNDI, make_instructeur, make_submitted

pytestmark = pytest.mark.django_db(transaction=True)


def test_neither_waits_for_the_other_in_turn():
    """The row is new to both: on PostgreSQL the one who opens must not wait for the lock of the one who saves."""
    dossier, ines, thomas = make_submitted(), make_instructeur(), make_instructeur()
    sauve, ouvre = Event(), Event()

    def opens() -> Prise:
        sauve.wait(10)
        with transaction.atomic():
            prise = take_verrou(dossier=dossier, par=ines, le=LUNDI)
            ouvre.set()
        return prise

    def saves() -> Prise:
        with transaction.atomic():
            lock_dossier(dossier)
            sauve.set()
            # SQLite has one writer: there, whoever opens comes after.
            ouvre.wait(1)
            return hold_verrou(dossier=dossier, par=thomas, le=LUNDI)

    ouverte, sauvee = run_together(opens, saves)
    gagnant = Verrou.objects.get().par
    assert (ouverte.par, type(sauvee)) == ((ines.pk, Tenu) if gagnant == ines else (thomas.pk, Prise)), sauvee
