"""A switch or a rate that an administrator set: each turn is a row, the last one holds. Nothing is overwritten."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class ReglageImmuable(RuntimeError):
    """Something tried to change or delete a past turn."""


class Reglage(models.Model):
    """A switch has a `valeur`, a rate has a `taux` in per cent; never both."""

    class Code(models.TextChoices):
        LECTURE = "lecture", "Lecture des preuves"
        PARTAGE = "partage", "Répartition automatique"
        RELECTURE = "relecture", "Seconde lecture"

    class Valeur(models.TextChoices):
        ACTIVE = "active", "Active"
        ARRETEE = "arretee", "Arrêtée"

    code = models.CharField("réglage", max_length=30, choices=Code)
    valeur = models.CharField("valeur", max_length=30, choices=Valeur, blank=True)
    taux = models.PositiveSmallIntegerField("taux, en pour cent", null=True)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par")
    le = models.DateTimeField("le")

    class Meta:
        verbose_name = "réglage"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__in=["lecture", "partage"], valeur__in=["active", "arretee"], taux=None)
                | Q(code="relecture", valeur="", taux__gte=0, taux__lte=100),
                name="reglage_valeur_connue",
                violation_error_message="Cette valeur n’existe pas.",
            ),
        ]

    def __str__(self) -> str:
        dit = self.get_valeur_display() if self.taux is None else f"{self.taux}\u00a0%"
        return f"{self.get_code_display()}\u00a0: {dit}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise ReglageImmuable("Un réglage passé ne se modifie pas.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ReglageImmuable("Un réglage passé ne se supprime pas.")
