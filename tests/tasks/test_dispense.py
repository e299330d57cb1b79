"""The worker's door: waivers whose term comes, training dossiers that are old."""

from datetime import timedelta

import pytest
import time_machine

from dossiers.actions.formation import start_formation
from dossiers.models import Dispense, Dossier
from dossiers.rules.formation import find_exercice
from dossiers.tasks.dispense import sweep_dispenses
from dossiers.tasks.formation import sweep_formations
from tests.factories import LUNDI, make_dispense, make_dossier, make_instructeur, make_referentiel

pytestmark = pytest.mark.django_db


def test_two_beats_at_once_note_one_term():
    make_dispense(make_dossier(etape=2), jours=1)
    with time_machine.travel(LUNDI + timedelta(days=3), tick=False):
        sweep_dispenses()
        sweep_dispenses()
    assert Dispense.objects.get().echue_le == LUNDI + timedelta(days=3)


def test_old_training_dossiers_are_withdrawn():
    exercice, referentiel = find_exercice("propre"), make_referentiel()
    start_formation(exercice=exercice, referentiel=referentiel, par=make_instructeur(), le=LUNDI)
    with time_machine.travel(LUNDI + timedelta(days=10), tick=False):
        sweep_formations()
        sweep_formations()
    assert Dossier.objects.get().etat == "retiree"
