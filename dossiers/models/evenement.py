"""One geste, written once: the chain of a dossier. Personal data stays out of what is hashed."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier


class EvenementImmuable(RuntimeError):
    """Something tried to change or delete an event."""


class Evenement(models.Model):
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="evenements")
    rang = models.PositiveIntegerField("rang")
    geste = models.CharField("geste", max_length=60)
    etape = models.PositiveSmallIntegerField("étape")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    le = models.DateTimeField("le")
    donnees = models.JSONField("données", default=dict)
    precedent = models.CharField("empreinte précédente", max_length=64)
    empreinte = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "événement"
        ordering = ["dossier", "rang"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "rang"],
                name="evenement_rang_unique",
                violation_error_message="Ce rang est déjà pris.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rang}. {self.geste}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise EvenementImmuable("Un événement ne se modifie pas.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise EvenementImmuable("Un événement ne se supprime pas.")
