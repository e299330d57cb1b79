"""An opinion asked by e-mail of someone who has no account: a question, some proofs of what was submitted, one answer.

The address of its page is never kept: only the digest of its secret is. Nothing here is for an éditeur.
"""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.piece import Piece
from dossiers.models.soumission import Soumission
from dossiers.rules.avis import QUESTION_MAX, REPONSE_MAX, Vie
from dossiers.rules.calendrier import day_of


class Avis(models.Model):
    class Sens(models.TextChoices):
        AUCUN = "", "sans avis tranché"
        FAVORABLE = "favorable", "favorable"
        RESERVE = "reserve", "réservé"
        DEFAVORABLE = "defavorable", "défavorable"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="avis")
    soumission = models.ForeignKey(Soumission, models.PROTECT, related_name="avis")
    pieces = models.ManyToManyField(Piece, related_name="+")
    question = models.TextField("question", max_length=QUESTION_MAX)
    nom = models.CharField("nom", max_length=120)
    courriel = models.EmailField("adresse électronique")
    demande_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    le = models.DateTimeField("demandé le")
    expire_le = models.DateTimeField("expire le")
    empreinte = models.CharField("empreinte du jeton", max_length=64, unique=True)
    sens = models.CharField("sens", max_length=20, choices=Sens, default=Sens.AUCUN, blank=True)
    reponse = models.TextField("réponse", max_length=REPONSE_MAX, blank=True)
    repondu_le = models.DateTimeField("rendu le", null=True)
    retire_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    retire_le = models.DateTimeField("retiré le", null=True)

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        ordering = ["-le", "-pk"]
        indexes = [models.Index(fields=["dossier", "-le", "-id"], name="avis_dossier")]
        constraints = [
            models.CheckConstraint(
                name="avis_rendu_entier",
                condition=models.Q(repondu_le=None, reponse="", sens="")
                | (models.Q(repondu_le__isnull=False, retire_le=None) & ~models.Q(reponse="")),
                violation_error_message="Un avis rendu porte son texte et sa date, et sa demande n’est pas retirée.",
            ),
            models.CheckConstraint(
                name="avis_retrait_entier",
                condition=models.Q(retire_le=None, retire_par=None)
                | models.Q(retire_le__isnull=False, retire_par__isnull=False),
                violation_error_message="Un retrait porte son auteur et sa date.",
            ),
            models.CheckConstraint(
                name="avis_sens_connu",
                condition=models.Q(sens__in=["", "favorable", "reserve", "defavorable"]),
                violation_error_message="Ce sens n’existe pas.",
            ),
        ]

    def __str__(self) -> str:
        return f"avis de {self.nom}"

    @property
    def vie(self) -> Vie:
        """What its rules need to know of it."""
        return Vie(self.expire_le, self.repondu_le, self.retire_le)

    @property
    def dernier_jour(self) -> date:
        """The last day on which it may be answered, in Paris."""
        return day_of(self.expire_le - timedelta(seconds=1))
