"""One étape of a dossier, from its opening to its decision."""

from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.rules.parcours import ETATS, Etat

ETATS_DE_BASE = [(etat.value, libelle) for etat, libelle in ETATS.items()]


class Etape(models.Model):
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="etapes")
    numero = models.PositiveSmallIntegerField("étape")
    etat = models.CharField("état", max_length=20, choices=ETATS_DE_BASE, default=Etat.FERMEE.value)
    ouverte_le = models.DateTimeField("ouverte le", null=True)
    decidee_le = models.DateTimeField("décidée le", null=True)

    class Meta:
        verbose_name = "étape"
        ordering = ["dossier", "numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "numero"],
                name="etape_unique",
                violation_error_message="Cette étape existe déjà.",
            ),
            models.CheckConstraint(
                name="etape_numero_connu",
                condition=models.Q(numero__gte=1, numero__lte=4),
                violation_error_message="Le parcours compte quatre étapes.",
            ),
        ]

    def __str__(self) -> str:
        return f"étape {self.numero} ({self.get_etat_display()})"
