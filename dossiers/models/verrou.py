"""Who is examining a dossier now. One row a dossier, kept when it is over: the next person takes it up."""

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.rules.jour import hour_words
from dossiers.rules.verrou import Prise


class Verrou(models.Model):
    """Over once `jusqu_a` is past. `repris_a`: whom it was taken from, when someone did."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="verrou")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="par")
    depuis = models.DateTimeField("depuis")
    jusqu_a = models.DateTimeField("jusqu’à")
    repris_a = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="repris à"
    )

    class Meta:
        verbose_name = "verrou"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="verrou_dans_l_ordre",
                condition=models.Q(jusqu_a__gte=models.F("depuis")),
                violation_error_message="Un verrou ne finit pas avant d’avoir commencé.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.par}, jusqu’à {hour_words(self.jusqu_a)}"

    @property
    def prise(self) -> Prise:
        """The same, as the rules see it."""
        return Prise(self.par_id, str(self.par), self.depuis, self.jusqu_a, self.repris_a_id)
