"""« Cette réponse vous a-t-elle été utile ? »: one voice per person and version; a hash names nobody."""

from django.db import models

from dossiers.models.fiche import Fiche
from dossiers.rules.jour import day_words


class Vote(models.Model):
    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="votes")
    votant = models.CharField("empreinte du votant", max_length=64)
    utile = models.BooleanField("utile")
    pourquoi = models.TextField("pourquoi", blank=True)
    le = models.DateTimeField("le")

    class Meta:
        verbose_name = "vote"
        ordering = ["-le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiche", "votant"],
                name="vote_unique",
                violation_error_message="Vous avez déjà donné votre avis sur cette réponse.",
            ),
        ]

    def __str__(self) -> str:
        return f"{'utile' if self.utile else 'pas utile'}, {day_words(self.le)}"
