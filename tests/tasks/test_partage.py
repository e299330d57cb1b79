"""The worker's door: the automatic share, which may beat twice at once."""

import pytest

from dossiers.actions.reglage import set_partage
from dossiers.models import Evenement
from dossiers.tasks.partage import sweep_partage
from tests.factories import fresh, make_administrateur, make_instructeur, make_submitted


@pytest.mark.django_db
def test_two_beats_share_each_dossier_once_and_only_while_asked_to():
    dossier, ines = make_submitted(), make_instructeur()
    sweep_partage()
    assert fresh(dossier).referent is None
    set_partage(active=True, par=make_administrateur())
    sweep_partage()
    sweep_partage()
    assert (fresh(dossier).referent, Evenement.objects.filter(geste="confier").count()) == (ines, 1)
