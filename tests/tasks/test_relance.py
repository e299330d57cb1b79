"""The worker's door: reminders."""

from datetime import timedelta

import pytest
import time_machine

from dossiers.models import Envoi
from dossiers.tasks.relance import sweep_relances
from tests.factories import LUNDI, make_dossier


@pytest.mark.django_db
def test_two_beats_at_once_write_one_reminder():
    make_dossier(etape=2)
    with time_machine.travel(LUNDI + timedelta(days=3), tick=False):
        sweep_relances()
        sweep_relances()
    assert list(Envoi.objects.values_list("genre", "etat")) == [("relance", "attente")]
