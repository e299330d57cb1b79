"""A wave of reminders larger than usual, stopped before its first mail until an administrator decides."""

from django.conf import settings
from django.db import models

from dossiers.rules.jour import day_words


class Retenue(models.Model):
    """`prevues`: mails that were to leave; `habituel`: the median of the latest days; `seuil`: what was allowed.
    `urgentes`: of these, the people whose limit is at hand, when the wave was stopped.
    """

    class Etat(models.TextChoices):
        OUVERTE = "ouverte", "à décider"
        LIBEREE = "liberee", "libérée"
        ECARTEE = "ecartee", "écartée"

    le = models.DateTimeField("le")
    prevues = models.PositiveIntegerField("courriels prévus")
    urgentes = models.PositiveIntegerField("dont urgents", default=0)
    habituel = models.PositiveIntegerField("courriels un jour habituel")
    seuil = models.PositiveIntegerField("seuil")
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.OUVERTE)
    decidee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decidee_le = models.DateTimeField("décidée le", null=True)

    class Meta:
        verbose_name = "retenue"
        ordering = ["-le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["etat"],
                condition=models.Q(etat="ouverte"),
                name="retenue_une_seule_ouverte",
                violation_error_message="Une retenue attend déjà une décision.",
            ),
            models.CheckConstraint(
                name="retenue_etat_connu",
                condition=models.Q(etat__in=["ouverte", "liberee", "ecartee"]),
                violation_error_message="Cet état n’existe pas.",
            ),
        ]

    def __str__(self) -> str:
        return f"retenue du {day_words(self.le)}"

    @property
    def tout_retenu(self) -> bool:
        """Whether what is urgent was held too: it was, alone, more than what is allowed."""
        return self.urgentes > self.seuil
