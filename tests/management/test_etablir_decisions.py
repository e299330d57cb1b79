"""`manage.py etablir_decisions`: nothing that was decided lacks its document."""

from io import StringIO

import pytest
from django.core.management import call_command

from dossiers.models import Decision
from tests.factories import make_decided, make_submitted

pytestmark = pytest.mark.django_db


def run() -> str:
    sortie = StringIO()
    call_command("etablir_decisions", stdout=sortie)
    return sortie.getvalue()


def test_what_was_decided_before_gets_its_document_and_a_second_run_does_nothing():
    for sens in ("valider", "refuser", "demander_complements"):
        make_decided(sens)
    make_submitted()
    gardee = Decision.objects.order_by("pk").first()
    Decision.objects.exclude(pk=gardee.pk)._raw_delete(Decision.objects.db)
    assert (run(), run()) == ("2 document(s) établi(s).\n", "0 document(s) établi(s).\n")
    assert Decision.objects.count() == 3
    assert Decision.objects.get(pk=gardee.pk).sha256 == gardee.sha256
