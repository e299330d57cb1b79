"""A search that found nothing: its words once, how often, and whether someone has dealt with it."""

from django.conf import settings
from django.db import models


class Recherche(models.Model):
    texte = models.CharField("texte", max_length=200)
    dispositif = models.CharField("dispositif", max_length=60, blank=True)
    nombre = models.PositiveIntegerField("fois", default=1)
    derniere_le = models.DateTimeField("la dernière fois le")
    traitee_le = models.DateTimeField("traitée le", null=True)
    traitee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "recherche sans réponse"
        verbose_name_plural = "recherches sans réponse"
        ordering = ["-nombre", "-derniere_le", "pk"]
        indexes = [
            models.Index(
                fields=["-nombre", "-derniere_le"], name="recherche_a_traiter", condition=models.Q(traitee_le=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["texte", "dispositif"],
                name="recherche_unique",
                violation_error_message="Cette recherche est déjà connue.",
            ),
        ]

    def __str__(self) -> str:
        return f"« {self.texte} » ({self.nombre})"
