"""The migrations say all that the models say."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command

from dossiers.models import Message
from tests.factories import make_dossier, make_instructeur, make_message


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", check_changes=True, dry_run=True)
    assert capsys.readouterr().out == "No changes detected\n"


@pytest.mark.django_db
def test_former_messages_are_of_the_side_of_their_author():
    dossier = make_dossier()
    ecrits = [make_message(dossier), make_message(dossier, make_instructeur())]
    Message.objects.update(cote="editeur")
    import_module("dossiers.migrations.0025_message").name_cotes(apps, None)
    assert [Message.objects.get(pk=message.pk).cote for message in ecrits] == ["editeur", "ans"]
