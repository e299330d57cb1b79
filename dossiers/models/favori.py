"""A view of the queue that someone keeps for themselves: a name, and the filters that its address holds."""

from django.conf import settings
from django.db import models

NOM_MAX = 60
REQUETE_MAX = 600


class Favori(models.Model):
    compte = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="favoris")
    nom = models.CharField("nom", max_length=NOM_MAX)
    requete = models.CharField("filtres", max_length=REQUETE_MAX)
    cree_le = models.DateTimeField("créé le")

    class Meta:
        verbose_name = "vue enregistrée"
        verbose_name_plural = "vues enregistrées"
        ordering = ["compte", "nom", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compte", "nom"],
                name="favori_unique",
                violation_error_message="Vous avez déjà une vue de ce nom.",
            ),
            models.CheckConstraint(
                name="favori_nomme",
                condition=~models.Q(nom="") & ~models.Q(requete=""),
                violation_error_message="Donnez un nom à cette vue.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom
