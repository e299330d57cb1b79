"""What an éditeur sent to the ANS, frozen, and what the ANS decided of it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier

# What is known of a submission only later.
DECISION = {"decision", "decision_motif", "decidee_par", "decidee_le"}


class SoumissionImmuable(RuntimeError):
    """Something tried to change what was submitted."""


class Soumission(models.Model):
    """`contenu`: {"reponses": {code: text}, "pieces": {code: uuid}, "empreintes": {code: sha256}}; never changed."""

    class Decision(models.TextChoices):
        AUCUNE = "", "en instruction"
        VALIDER = "valider", "validée"
        COMPLEMENTS = "demander_complements", "compléments demandés"
        REFUSER = "refuser", "refusée"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="soumissions")
    etape = models.PositiveSmallIntegerField("étape")
    tour = models.PositiveSmallIntegerField("tour")
    contenu = models.JSONField("contenu")
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    le = models.DateTimeField("soumise le")
    decision = models.CharField("décision", max_length=30, choices=Decision, default=Decision.AUCUNE, blank=True)
    decision_motif = models.TextField("motif de la décision", max_length=5000, blank=True)
    decidee_par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decidee_le = models.DateTimeField("décidée le", null=True)

    class Meta:
        verbose_name = "soumission"
        ordering = ["dossier", "etape", "tour"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "etape", "tour"],
                name="soumission_unique",
                violation_error_message="Ce tour a déjà été soumis.",
            ),
            models.CheckConstraint(
                name="soumission_decidee_entiere",
                condition=models.Q(decision="", decidee_le=None, decidee_par=None)
                | (~models.Q(decision="") & models.Q(decidee_le__isnull=False, decidee_par__isnull=False)),
                violation_error_message="Une décision porte son auteur et sa date.",
            ),
        ]

    def __str__(self) -> str:
        return self.numero

    def save(self, *args, update_fields: Iterable[str] | None = None, **kwargs) -> None:
        if not self._state.adding and not (update_fields and set(update_fields) <= DECISION):
            raise SoumissionImmuable("Ce qui a été soumis ne se modifie pas : seule sa décision s’y ajoute.")
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def numero(self) -> str:
        """The number of the receipt: dossier, étape, round."""
        return f"{self.dossier.reference}-E{self.etape}-T{self.tour}"

    @property
    def acte(self):
        """The document of its decision (`Decision`); None while there is none."""
        return getattr(self, "document", None)
