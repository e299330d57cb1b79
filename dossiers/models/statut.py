"""A status of a CNDA request as a proof showed it: the facts of its history."""

from django.db import models

from dossiers.models.piece import Piece
from dossiers.models.solution import Solution


class Statut(models.Model):
    """`code`: the step of the ladder, `libelle`: as the picture shows it. `date`: shown beside it, when one is."""

    piece = models.OneToOneField(Piece, models.CASCADE, related_name="statut", verbose_name="pièce")
    solution = models.ForeignKey(Solution, models.CASCADE, related_name="statuts")
    nil = models.CharField("NIL", max_length=40)
    code = models.CharField("statut", max_length=60)
    libelle = models.CharField("libellé lu", max_length=200)
    date = models.DateField("date affichée", null=True)
    constate_le = models.DateTimeField("constaté le")

    class Meta:
        verbose_name = "statut lu"
        verbose_name_plural = "statuts lus"
        ordering = ["solution", "constate_le", "pk"]
        indexes = [models.Index(fields=["solution", "nil", "constate_le"], name="statut_demande")]

    def __str__(self) -> str:
        return f"{self.nil} : {self.libelle}"
