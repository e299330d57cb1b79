"""`manage.py dessiner_parcours`: the page, and nothing else, on the standard output."""

from io import StringIO

from django.core.management import call_command

from dossiers.rules.diagramme import write_parcours


def test_page_is_written_as_it_is():
    sortie = StringIO()
    call_command("dessiner_parcours", stdout=sortie)
    assert sortie.getvalue() == write_parcours()
