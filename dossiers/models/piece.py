"""A file of a proof: the bytes as they were given, their digest, and a preview made apart. A replaced one is kept.

A proof has one file or several: those in place for a requirement are ranked from 0.
"""

import uuid

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier


def original_path(piece: "Piece", nom: str) -> str:
    """Where the original lies: nothing of the name given by the person."""
    return f"originaux/{piece.dossier.uuid.hex}/{piece.uuid.hex}"


def preview_path(piece: "Piece", nom: str) -> str:
    return f"apercus/{piece.dossier.uuid.hex}/{piece.uuid.hex}.webp"


class Piece(models.Model):
    class Type(models.TextChoices):
        PNG = "png", "PNG"
        JPEG = "jpeg", "JPEG"
        WEBP = "webp", "WebP"

    class EtatApercu(models.TextChoices):
        A_FAIRE = "a_faire", "en préparation"
        FAIT = "fait", "prêt"
        ILLISIBLE = "illisible", "illisible"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="pieces")
    exigence = models.CharField("exigence", max_length=60)
    rang = models.PositiveSmallIntegerField("rang", default=0)
    fichier = models.FileField("fichier", upload_to=original_path, max_length=200)
    apercu = models.FileField("aperçu", upload_to=preview_path, max_length=200, blank=True)
    etat_apercu = models.CharField("aperçu", max_length=10, choices=EtatApercu, default=EtatApercu.A_FAIRE)
    nom = models.CharField("nom du fichier", max_length=255)
    type = models.CharField("type", max_length=10, choices=Type)
    taille = models.PositiveIntegerField("taille en octets")
    largeur = models.PositiveIntegerField("largeur en pixels")
    hauteur = models.PositiveIntegerField("hauteur en pixels")
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    deposee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    deposee_le = models.DateTimeField("déposée le")
    masquee = models.BooleanField("masquée par l’éditeur", default=False)
    remplacee_le = models.DateTimeField("remplacée le", null=True)

    class Meta:
        verbose_name = "pièce"
        ordering = ["-deposee_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "exigence", "rang"],
                condition=models.Q(remplacee_le=None),
                name="piece_courante_unique",
                violation_error_message="Une pièce est déjà en place à ce rang pour cette exigence.",
            ),
            models.CheckConstraint(
                name="piece_non_vide",
                condition=models.Q(taille__gt=0),
                violation_error_message="Ce fichier est vide.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nom} ({self.exigence})"
