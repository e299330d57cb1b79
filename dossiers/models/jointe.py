"""A file joined to a message, taken and served by the path of the proofs. Its dossier is that of its message."""

from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.fichier import Fichier
from dossiers.models.message import Message


class Jointe(Fichier):
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="jointes")
    message = models.ForeignKey(Message, models.CASCADE, related_name="jointes")

    class Meta(Fichier.Meta):
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering = ["message", "pk"]

    def __str__(self) -> str:
        return self.nom
