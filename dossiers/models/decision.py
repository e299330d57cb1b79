"""The document of a decision: what it said when it was rendered, sealed by its digest; only revoked afterwards."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models

from dossiers.models.soumission import Soumission
from dossiers.rules.decision import REVOCABLES, show_code

REVOCATION = {"revoquee_le", "revoquee_par", "revocation_motif"}


class DecisionImmuable(RuntimeError):
    """Something tried to change or delete a decision that was rendered."""


class Decision(models.Model):
    """`contenu`: what `queries/decision.py` writes, of which `sha256` is the digest. `dispositif`, `etape` and `le`
    repeat what it says, for those who count decisions.
    """

    soumission = models.OneToOneField(Soumission, models.PROTECT, related_name="document")
    code = models.CharField("numéro", max_length=16, unique=True)
    contenu = models.JSONField("contenu")
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    dispositif = models.CharField("dispositif", max_length=60)
    etape = models.PositiveSmallIntegerField("étape")
    le = models.DateTimeField("rendue le")
    revoquee_le = models.DateTimeField("révoquée le", null=True)
    revoquee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revocation_motif = models.CharField("motif de la révocation", max_length=500, blank=True)

    class Meta:
        verbose_name = "décision"
        ordering = ["-le", "-pk"]
        indexes = [models.Index(fields=["dispositif", "etape", "-le", "-id"], name="decision_delai")]
        constraints = [
            models.CheckConstraint(
                name="decision_revocation_entiere",
                condition=models.Q(revoquee_le=None, revoquee_par=None, revocation_motif="")
                | (models.Q(revoquee_le__isnull=False, revoquee_par__isnull=False) & ~models.Q(revocation_motif="")),
                violation_error_message="Une révocation porte son auteur, sa date et son motif.",
            ),
        ]

    def __str__(self) -> str:
        return self.numero

    def save(self, *args, update_fields: Iterable[str] | None = None, **kwargs) -> None:
        if not self._state.adding and not (update_fields and set(update_fields) <= REVOCATION):
            raise DecisionImmuable("Une décision rendue ne se modifie pas : elle ne peut qu’être révoquée.")
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        raise DecisionImmuable("Une décision rendue ne se supprime pas.")

    @property
    def revocable(self) -> bool:
        """True while it may still be revoked, by whoever may."""
        return self.revoquee_le is None and self.soumission.decision in REVOCABLES

    @property
    def numero(self) -> str:
        """The number as it is printed."""
        return show_code(self.code)
