"""The calendar feed of a person: opened by them, revoked by them."""

import uuid
from datetime import datetime

from django.utils import timezone

from dossiers.models import Agenda, Compte


def open_agenda(*, par: Compte, le: datetime | None = None) -> Agenda:
    """A new secret address; the one before, if any, answers no more."""
    champs = {"serie": uuid.uuid4(), "cree_le": le or timezone.now()}
    return Agenda.objects.update_or_create(compte=par, defaults=champs)[0]


def close_agenda(*, par: Compte) -> None:
    """No address answers any more."""
    Agenda.objects.filter(compte=par).delete()
