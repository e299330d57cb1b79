"""One measure of the reading on the jeu d’essai: when, by which engine, what came out. A row that never changes."""

from django.db import models

from dossiers.rules.jour import moment_words


class MesureImmuable(RuntimeError):
    """Something tried to change or delete a measure."""


class Mesure(models.Model):
    le = models.DateTimeField("le", db_index=True)
    moteur = models.CharField("moteur et version", max_length=120)
    # half of the set → its figures (rules/mesure.py)
    resultats = models.JSONField("résultats")

    class Meta:
        verbose_name = "mesure de la lecture"
        verbose_name_plural = "mesures de la lecture"
        ordering = ["-le", "-pk"]

    def __str__(self) -> str:
        return f"{moment_words(self.le)}, {self.moteur}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise MesureImmuable("Une mesure ne se modifie pas.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise MesureImmuable("Une mesure ne se supprime pas.")
