"""Whose answer is awaited, as queues and portfolios ask for it."""

import pytest
from django.db import connection

from dossiers.models import Dossier
from dossiers.queries.message import awaiting
from dossiers.rules.message import Cote
from tests.factories import make_dossier, make_instructeur, make_message

pytestmark = pytest.mark.django_db


def test_a_queue_asks_the_column():
    dossier = make_dossier()
    make_message(dossier, make_instructeur())
    make_dossier(dossier.cree_par)
    assert list(awaiting(Dossier.objects.all(), Cote.EDITEUR)) == [dossier]
    assert list(awaiting(Dossier.objects.all(), Cote.ANS)) == []


def test_its_index_is_used():
    voulus = awaiting(Dossier.objects.order_by("reponse_attendue_le", "pk"), Cote.ANS).values("pk")
    with connection.cursor() as curseur:
        if connection.vendor == "postgresql":
            curseur.execute("SET LOCAL enable_seqscan = off")
    assert "dossier_reponse_attendue" in voulus.explain()
