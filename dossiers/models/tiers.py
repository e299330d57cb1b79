"""Someone at the company of a third-party solution, whom we remind of what it owes to the dossier that named them."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier


class Tiers(models.Model):
    """The address serves these reminders, and nothing else. `arrete_le`: they asked us not to write any more; the row
    stays, so that the address is not taken again.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="tiers")
    courriel = models.EmailField("adresse électronique")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="indiquée par")
    le = models.DateTimeField("indiquée le")
    arrete_le = models.DateTimeField("arrêtée le", null=True)

    class Meta:
        verbose_name = "contact chez l’éditeur tiers"
        verbose_name_plural = "contacts chez l’éditeur tiers"
        ordering = ["dossier", "pk"]
        indexes = [models.Index(fields=["courriel"], name="tiers_courriel")]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(arrete_le=None),
                name="tiers_un_seul",
                violation_error_message="Ce dossier a déjà un contact chez l’éditeur tiers.",
            ),
        ]

    def __str__(self) -> str:
        return self.courriel

    # What a mail needs to know of whom it is written to; they have no account.
    prenom = ""
    est_ans = False

    @property
    def is_active(self) -> bool:
        return self.arrete_le is None
