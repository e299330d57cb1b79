"""Days when a reviewer is away: nothing is given to them, and colleagues see it."""

from django.conf import settings
from django.db import models

from dossiers.rules.jour import day_words


class Absence(models.Model):
    """First and last day included. `declaree_par`: the person, or an administrator."""

    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences", verbose_name="personne"
    )
    du = models.DateField("du")
    au = models.DateField("au")
    declaree_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declaree_le = models.DateTimeField("déclarée le")

    class Meta:
        verbose_name = "absence"
        ordering = ["du", "pk"]
        indexes = [models.Index(fields=["au", "du"], name="absence_jours")]
        constraints = [
            models.UniqueConstraint(
                fields=["compte", "du", "au"],
                name="absence_unique",
                violation_error_message="Cette absence est déjà déclarée.",
            ),
            models.CheckConstraint(
                name="absence_dans_l_ordre",
                condition=models.Q(au__gte=models.F("du")),
                violation_error_message="Le dernier jour ne peut pas précéder le premier.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compte}, du {day_words(self.du)} au {day_words(self.au)}"
