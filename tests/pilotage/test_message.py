"""What came by the contact form, until someone has dealt with it."""

import pytest

from dossiers.actions.message import send_contact, settle_message
from dossiers.models import Message
from dossiers.rules.refus import Interdit
from tests.factories import (
    LUNDI,
    make_instructeur,
    make_membre,
)

pytestmark = pytest.mark.django_db


def test_a_message_is_settled(client):
    message = send_contact(
        nom="Zoé", courriel="zoe@exemple.fr", objet="A", texte="B", contexte=[], adresse="192.0.2.1", le=LUNDI
    )
    with pytest.raises(Interdit):
        settle_message(message=message, par=make_membre())
    client.force_login(make_instructeur())
    assert "Marquer comme traité" in client.get("/pilotage/aide/messages/").content.decode()
    client.post(f"/pilotage/aide/messages/{message.uuid}/traiter/")
    assert Message.objects.get().traite_le is not None
