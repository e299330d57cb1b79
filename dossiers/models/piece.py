"""A file of a proof. A replaced one is kept.

A proof has one file or several: those in place for a requirement are ranked from 0.
"""

from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.fichier import Fichier, original_path, preview_path

# Former migrations look for the paths here.
__all__ = ["Piece", "original_path", "preview_path"]


class Piece(Fichier):
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="pieces")
    exigence = models.CharField("exigence", max_length=60)
    rang = models.PositiveSmallIntegerField("rang", default=0)
    masquee = models.BooleanField("masquée par l’éditeur", default=False)
    remplacee_le = models.DateTimeField("remplacée le", null=True)

    class Meta:
        verbose_name = "pièce"
        ordering = ["-deposee_le", "-pk"]
        indexes = [
            *Fichier.Meta.indexes,
            # The same picture sent elsewhere: looked for at each geste on a dossier that the ANS has.
            models.Index(fields=["sha256"], name="piece_empreinte"),
        ]
        constraints = [
            *Fichier.Meta.constraints,
            models.UniqueConstraint(
                fields=["dossier", "exigence", "rang"],
                condition=models.Q(remplacee_le=None),
                name="piece_courante_unique",
                violation_error_message="Une pièce est déjà en place à ce rang pour cette exigence.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nom} ({self.exigence})"
