"""The outbox: one row per mail to send, written in the geste's own transaction. Its `cle` makes it unique."""

import uuid

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier


class Envoi(models.Model):
    class Etat(models.TextChoices):
        ATTENTE = "attente", "en attente"
        ENVOI = "envoi", "en cours d’envoi"
        ENVOYE = "envoye", "envoyé"
        SANS_OBJET = "sans_objet", "devenu sans objet"
        ECHEC = "echec", "en échec"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cle = models.CharField("clé", max_length=200, unique=True)
    genre = models.CharField("genre", max_length=40)
    # None: to someone who has no account, at the address that what the mail is about holds (`queries/envoi.py`).
    destinataire = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="envois")
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, related_name="envois")
    donnees = models.JSONField("données", default=dict)
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.ATTENTE)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    a_partir_de = models.DateTimeField("à partir de")
    verrou_jusqu_a = models.DateTimeField("verrou jusqu’à", null=True)
    cree_le = models.DateTimeField("créé le")
    envoye_le = models.DateTimeField("envoyé le", null=True)
    erreur = models.CharField("dernière erreur", max_length=200, blank=True)

    class Meta:
        verbose_name = "envoi"
        ordering = ["-cree_le", "-pk"]
        indexes = [
            models.Index(
                fields=["etat", "a_partir_de", "id"],
                name="envoi_a_faire",
                condition=models.Q(etat__in=["attente", "envoi"]),
            ),
            models.Index(fields=["dossier", "-cree_le"], name="envoi_dossier"),
            models.Index(fields=["genre", "cree_le"], name="envoi_genre"),
            models.Index(fields=["destinataire", "-cree_le", "-id"], name="envoi_personne"),
            models.Index(fields=["destinataire"], name="envoi_echec", condition=models.Q(etat="echec")),
        ]
        constraints = [
            models.CheckConstraint(
                name="envoi_destinataire",
                condition=models.Q(destinataire__isnull=False) | models.Q(genre__in=["avis", "relance_tiers"]),
                violation_error_message="Un courriel a son destinataire.",
            ),
        ]

    def __str__(self) -> str:
        return self.cle

    @property
    def message_id(self) -> str:
        """The same at each try: a repeat is recognisable as such."""
        return f"<{self.uuid.hex}@suivi-segur>"
