"""A person's place in a company: one of the three roles of Industriels Santé Connect."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from dossiers.models.editeur import Editeur


class Appartenance(models.Model):
    class Role(models.TextChoices):
        MANDATAIRE = "mandataire", "Mandataire (représentant légal)"
        REPRESENTANT = "representant", "Représentant"
        SALARIE = "salarie", "Salarié"

    compte = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="appartenances")
    editeur = models.ForeignKey(Editeur, models.CASCADE, related_name="appartenances", verbose_name="éditeur")
    role = models.CharField("rôle", max_length=20, choices=Role)
    relances = models.BooleanField("reçoit les relances", default=True)
    relances_echeance = models.BooleanField("est prévenue des dates limites", default=True)
    relances_calendrier = models.BooleanField("est prévenue des changements de dates", default=True)
    depuis = models.DateTimeField("depuis", auto_now_add=True)

    class Meta:
        verbose_name = "appartenance"
        ordering = ["editeur", "compte"]
        constraints = [
            models.UniqueConstraint(
                fields=["compte"],
                name="appartenance_unique",
                violation_error_message="Cette personne appartient déjà à une entreprise.",
            ),
            models.CheckConstraint(
                name="appartenance_role_connu",
                condition=models.Q(role__in=["mandataire", "representant", "salarie"]),
                violation_error_message="Ce rôle n’existe pas.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compte} ({self.get_role_display()})"

    def clean(self) -> None:
        """Whoever decides on dossiers has none of their own."""
        if self.compte_id and self.compte.role_ans:
            raise ValidationError("Une personne de l’ANS n’appartient à aucune entreprise.")
