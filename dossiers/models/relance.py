"""A reminder of one item to one person at one rung: written once, whatever happens. Its mail is a digest of many."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.envoi import Envoi
from dossiers.rules.relance import Sorte


class Relance(models.Model):
    """`destinataire` None: the rung was done, and there was nobody to write to. `par`: who asked for it by hand."""

    class SorteRelance(models.TextChoices):
        MANQUE = Sorte.MANQUE.value, "ce qui manque"
        ECHEANCE = Sorte.ECHEANCE.value, "une date limite approche"
        CALENDRIER = Sorte.CALENDRIER.value, "une date limite a changé"
        INSTRUCTION = Sorte.INSTRUCTION.value, "une décision est attendue"
        RELECTURE = Sorte.RELECTURE.value, "une seconde lecture est attendue"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="relances")
    etape = models.PositiveSmallIntegerField("étape")
    tour = models.PositiveSmallIntegerField("tour")
    code = models.CharField("point", max_length=60)
    echelon = models.CharField("échelon", max_length=60)
    sorte = models.CharField("sorte", max_length=20, choices=SorteRelance)
    urgente = models.BooleanField("urgente", default=False)
    destinataire = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="relances", verbose_name="destinataire"
    )
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    le = models.DateTimeField("prévue le")
    envoi = models.ForeignKey(Envoi, models.SET_NULL, null=True, related_name="relances")
    abandonnee = models.BooleanField("abandonnée", default=False)
    envoyee_le = models.DateTimeField("envoyée le", null=True)

    class Meta:
        verbose_name = "relance"
        ordering = ["-le", "-pk"]
        indexes = [
            models.Index(fields=["le"], name="relance_le"),
            models.Index(
                fields=["destinataire", "id"],
                name="relance_a_poster",
                condition=models.Q(envoi=None, abandonnee=False, destinataire__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "etape", "tour", "code", "echelon", "destinataire"],
                name="relance_unique",
                violation_error_message="Cette personne a déjà été relancée de ce point à cet échelon.",
            ),
            models.CheckConstraint(
                name="relance_sorte_connue",
                condition=models.Q(sorte__in=["manque", "echeance", "calendrier", "instruction", "relecture"]),
                violation_error_message="Cette sorte de relance n’existe pas.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.echelon}"
