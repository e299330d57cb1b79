"""A requirement waived by the ANS, for one dossier, one solution or one company; taken back, never erased."""

import uuid

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.models.editeur import Editeur
from dossiers.models.solution import Solution
from dossiers.rules.dispense import MOTIF_MAX, Portee, last_day


class DispenseImmuable(RuntimeError):
    """Something tried to delete a waiver."""


class Dispense(models.Model):
    """`origine`: the dossier it was granted from. `prevenue_le`: its end was told; `echue_le`: its term was noted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    editeur = models.ForeignKey(Editeur, models.PROTECT, null=True, related_name="dispenses", verbose_name="éditeur")
    solution = models.ForeignKey(Solution, models.PROTECT, null=True, related_name="dispenses")
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="dispenses")
    origine = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="accordée depuis")
    exigence = models.CharField("exigence", max_length=60)
    motif = models.TextField("motif", max_length=MOTIF_MAX)
    accordee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="accordée par"
    )
    le = models.DateTimeField("accordée le")
    expire_le = models.DateTimeField("expire le", null=True)
    levee_le = models.DateTimeField("levée le", null=True)
    levee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="levée par"
    )
    levee_motif = models.TextField("motif de la levée", max_length=MOTIF_MAX, blank=True)
    prevenue_le = models.DateTimeField("terme annoncé le", null=True)
    echue_le = models.DateTimeField("terme constaté le", null=True)

    class Meta:
        verbose_name = "dispense"
        ordering = ["-le", "-pk"]
        indexes = [
            models.Index(
                fields=["expire_le", "id"],
                name="dispense_a_terme",
                condition=models.Q(levee_le=None, echue_le=None, expire_le__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="dispense_une_portee",
                condition=models.Q(editeur__isnull=False, solution=None, dossier=None)
                | models.Q(editeur=None, solution__isnull=False, dossier=None)
                | models.Q(editeur=None, solution=None, dossier__isnull=False),
                violation_error_message="Une dispense vaut pour un dossier, une solution ou une entreprise, un seul.",
            ),
            models.CheckConstraint(
                name="dispense_motivee",
                condition=~models.Q(motif="") & ~models.Q(exigence=""),
                violation_error_message="Une dispense porte son exigence et son motif.",
            ),
            models.CheckConstraint(
                name="dispense_finit_apres",
                condition=models.Q(expire_le=None) | models.Q(expire_le__gt=models.F("le")),
                violation_error_message="Une dispense finit après avoir commencé.",
            ),
            models.CheckConstraint(
                name="dispense_levee_entiere",
                condition=models.Q(levee_le=None, levee_par=None, levee_motif="")
                | (models.Q(levee_le__isnull=False, levee_par__isnull=False) & ~models.Q(levee_motif="")),
                violation_error_message="Une levée porte son auteur, sa date et son motif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exigence}, {self.portee.libelle}"

    def delete(self, *args, **kwargs):
        raise DispenseImmuable("Une dispense ne se supprime pas : elle se lève.")

    @property
    def portee(self) -> Portee:
        """For whom it is granted."""
        if self.dossier_id:
            return Portee.DOSSIER
        return Portee.SOLUTION if self.solution_id else Portee.EDITEUR

    @property
    def jusqu_au(self):
        """Its last day in Paris; None without term."""
        return last_day(self.expire_le) if self.expire_le else None
