"""What only the demonstration needs: its past must not leave by mail."""

from datetime import datetime

from django.db.models import F

from dossiers.models import Envoi, Relance


def settle_past_envois(*, avant: datetime) -> int:
    """Marks as sent, on their own day, the mails that wait since before `avant`. Returns how many.

    For a history written after the fact only: nothing leaves for the mails it marks.
    """
    passes = Envoi.objects.filter(etat=Envoi.Etat.ATTENTE, cree_le__lt=avant)
    Relance.objects.filter(envoi__in=passes).update(envoyee_le=F("le"))
    return passes.update(etat=Envoi.Etat.ENVOYE, essais=1, envoye_le=F("a_partir_de"))
