"""A file joined to a message, taken and served by the path of the proofs. Its dossier is that of its message."""

from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.fichier import Fichier
from dossiers.models.message import Message


class Jointe(Fichier):
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="jointes")
    message = models.ForeignKey(Message, models.CASCADE, related_name="jointes")

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering = ["message", "pk"]
        indexes = [
            models.Index(
                fields=["analyse", "deposee_le"],
                name="jointe_a_analyser",
                condition=models.Q(analyse__in=["a_faire", "non_analysee"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="jointe_non_vide",
                condition=models.Q(taille__gt=0),
                violation_error_message="Ce fichier est vide.",
            ),
            models.CheckConstraint(
                name="jointe_analyse_connue",
                condition=models.Q(analyse__in=["a_faire", "saine", "infectee", "non_analysee"]),
                violation_error_message="Cet état d’analyse n’existe pas.",
            ),
            models.CheckConstraint(
                name="jointe_quarantaine_motivee",
                condition=models.Q(quarantaine_le=None) | ~models.Q(quarantaine_motif=""),
                violation_error_message="Une quarantaine porte son motif.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom
