"""The catalogue of terminologies, and which of them a solution says it integrates."""

from django.conf import settings
from django.db import models

from dossiers.models.solution import Solution
from dossiers.referentiel.source import Certitude


class Terminologie(models.Model):
    class Couche(models.TextChoices):
        BASE = "base", "De base"
        SOCLE = "socle", "Socle"
        SPECIALISEE = "specialisee", "Spécialisée"

    code = models.SlugField("code", max_length=40, unique=True)
    nom = models.CharField("nom", max_length=120)
    couche = models.CharField("couche", max_length=12, choices=Couche)
    usage = models.TextField("usage")
    gestionnaire = models.CharField("gestionnaire", max_length=200)
    adresse = models.URLField("adresse publique", blank=True)
    transcodage = models.SlugField("à transcoder vers", max_length=40, blank=True)
    certitude = models.CharField(
        "certitude", max_length=10, choices=[(c.value, c.libelle) for c in Certitude], default=Certitude.INFERE.value
    )
    en_vigueur = models.BooleanField("au catalogue", default=True)

    class Meta:
        verbose_name = "terminologie"
        ordering = ["couche", "nom"]
        constraints = [
            models.CheckConstraint(
                name="terminologie_couche_connue",
                condition=models.Q(couche__in=["base", "socle", "specialisee"]),
                violation_error_message="Cette couche n’existe pas.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom


class Integration(models.Model):
    """A solution integrates a terminology, someone of its company says."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="integrations")
    terminologie = models.ForeignKey(Terminologie, models.PROTECT, related_name="integrations")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    le = models.DateTimeField("le")

    class Meta:
        verbose_name = "terminologie intégrée"
        verbose_name_plural = "terminologies intégrées"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["solution", "terminologie"],
                name="integration_unique",
                violation_error_message="Cette terminologie est déjà déclarée pour cette solution.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution_id} : {self.terminologie_id}"
