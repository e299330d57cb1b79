"""What someone writes to the ANS: in a dossier, or by the contact form before there is one. Kept with its context."""

import uuid

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.rules.message import COTES, Cote


class Message(models.Model):
    """`cote`: on whose behalf it was written, whatever becomes of its author. `attend_reponse`: it asks for an answer;
    `sans_suite_le`: it was decided that none would come. `lu_le`: first opened by someone of the other side.
    """

    class CoteMessage(models.TextChoices):
        EDITEUR = Cote.EDITEUR.value, COTES[Cote.EDITEUR]
        ANS = Cote.ANS.value, COTES[Cote.ANS]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="messages")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    nom = models.CharField("nom", max_length=120, blank=True)
    courriel = models.EmailField("adresse électronique", blank=True)
    objet = models.CharField("objet", max_length=200)
    texte = models.TextField("message")
    contexte = models.JSONField("ce que l’on savait", default=list)
    le = models.DateTimeField("le")
    traite_le = models.DateTimeField("traité le", null=True)
    cote = models.CharField("écrit par", max_length=10, choices=CoteMessage, default=CoteMessage.EDITEUR)
    attend_reponse = models.BooleanField("attend une réponse", default=False)
    sans_suite_le = models.DateTimeField("sans suite depuis", null=True)
    sans_suite_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lu_le = models.DateTimeField("lu le", null=True)

    class Meta:
        verbose_name = "message"
        ordering = ["le", "pk"]
        indexes = [
            models.Index(fields=["dossier", "le", "id"], name="message_dossier"),
            models.Index(fields=["le", "id"], name="message_a_traiter", condition=models.Q(dossier=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_ecrit",
                condition=~models.Q(texte="") & ~models.Q(objet=""),
                violation_error_message="Écrivez un objet et un message.",
            ),
            models.CheckConstraint(
                name="message_de_quelqu_un",
                condition=models.Q(par__isnull=False) | ~models.Q(courriel=""),
                violation_error_message="Indiquez une adresse électronique pour recevoir la réponse.",
            ),
            models.CheckConstraint(
                name="message_cote_connu",
                condition=models.Q(cote__in=["editeur", "ans"]),
                violation_error_message="Un message est écrit par l’éditeur ou par l’ANS.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} : {self.objet}"

    @property
    def reference(self) -> str:
        """What people quote: eight characters of the identifier."""
        debut = self.uuid.hex[:8].upper()
        return f"M-{debut[:4]}-{debut[4:]}"

    @property
    def de_l_ans(self) -> bool:
        return self.cote == Cote.ANS

    @property
    def auteur(self) -> str:
        """Who wrote it, as shown."""
        return str(self.par) if self.par_id else f"{self.nom or self.courriel}"
