"""Counts what someone tries, under a keyed hash that names nobody, and makes them wait when they try too often."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from dossiers.models import Tentative
from dossiers.rules.connexion import OUBLI
from dossiers.rules.debit import Debit
from dossiers.rules.refus import Refus


@transaction.atomic
def count_tentative(
    cle: str, maintenant: datetime, attente: Callable[[int], timedelta], phrase: Callable[[timedelta], str]
) -> None:
    """One more; raises `Refus` with the wait, and counts nothing, while there is one."""
    Tentative.objects.filter(derniere_le__lt=maintenant - OUBLI).delete()
    tentative, _ = Tentative.objects.select_for_update().get_or_create(cle=cle, defaults={"derniere_le": maintenant})
    if tentative.bloquee_jusqu_a and tentative.bloquee_jusqu_a > maintenant:
        raise Refus(phrase(tentative.bloquee_jusqu_a - maintenant))
    tentative.echecs += 1
    tentative.derniere_le = maintenant
    tentative.bloquee_jusqu_a = maintenant + attente(tentative.echecs)
    tentative.save(update_fields=["echecs", "derniere_le", "bloquee_jusqu_a"])


def slow_down(*, adresse: str, debit: Debit, maintenant: datetime) -> None:
    """One more act of that network address, without an account. Raises `Refus` with the wait."""
    cle = salted_hmac("dossiers.debit", f"{debit.objet}:{adresse}", algorithm="sha256").hexdigest()
    count_tentative(cle, maintenant, debit.attente, debit.phrase)
