"""An answer was read from a dossier, for one of its requirements: what tells later whether it helped."""

from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.fiche import Fiche
from dossiers.rules.jour import day_words


class Consultation(models.Model):
    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="consultations")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="consultations")
    exigence = models.CharField("exigence", max_length=60)
    le = models.DateTimeField("le")

    class Meta:
        verbose_name = "consultation"
        ordering = ["-le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiche", "dossier", "exigence"],
                name="consultation_unique",
                violation_error_message="Cette lecture est déjà connue.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exigence}, {day_words(self.le)}"
