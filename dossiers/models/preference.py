"""What someone of the ANS wants to be reminded of; people of a company say it on their place. No row: everything."""

from django.conf import settings
from django.db import models


class Preference(models.Model):
    """One row for a person who has said something. `Appartenance` bears the first three, by the same names."""

    compte = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preference")
    relances = models.BooleanField("reçoit les relances", default=True)
    relances_echeance = models.BooleanField("est prévenue des dates limites", default=True)
    relances_calendrier = models.BooleanField("est prévenue des changements de dates", default=True)
    relances_instruction = models.BooleanField("est prévenue des décisions attendues", default=True)
    relances_relecture = models.BooleanField("est prévenue des secondes lectures attendues", default=True)

    class Meta:
        verbose_name = "préférence"
        ordering = ["compte"]

    def __str__(self) -> str:
        return f"préférence de {self.compte}"
