"""A reviewer's verdict on one requirement of one submission."""

from django.conf import settings
from django.db import models

from dossiers.models.soumission import Soumission


class Examen(models.Model):
    class Verdict(models.TextChoices):
        CONFORME = "conforme", "Conforme"
        A_CORRIGER = "a_corriger", "À corriger"
        SANS_OBJET = "sans_objet", "Sans objet"

    soumission = models.ForeignKey(Soumission, models.CASCADE, related_name="examens")
    exigence = models.CharField("exigence", max_length=60)
    verdict = models.CharField("verdict", max_length=20, choices=Verdict)
    motif = models.TextField("motif", max_length=2000, blank=True)
    repris = models.BooleanField("repris du tour précédent", default=False)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    le = models.DateTimeField("le")

    class Meta:
        verbose_name = "examen"
        ordering = ["soumission", "exigence"]
        constraints = [
            models.UniqueConstraint(
                fields=["soumission", "exigence"],
                name="examen_unique",
                violation_error_message="Cette exigence est déjà examinée.",
            ),
            models.CheckConstraint(
                name="examen_verdict_connu",
                condition=models.Q(verdict__in=["conforme", "a_corriger", "sans_objet"]),
                violation_error_message="Ce verdict n’existe pas.",
            ),
            models.CheckConstraint(
                name="examen_correction_motivee",
                condition=~models.Q(verdict="a_corriger") | ~models.Q(motif=""),
                violation_error_message="Indiquez le motif de la correction demandée.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exigence} : {self.get_verdict_display()}"
