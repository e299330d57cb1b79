"""A published référentiel: the two texts, their digest, who and when. A row that never changes."""

from django.conf import settings
from django.db import models


class ReferentielImmuable(RuntimeError):
    """Something tried to change or delete a published référentiel."""


class Referentiel(models.Model):
    code = models.CharField("dispositif", max_length=60, db_index=True)
    libelle = models.CharField("libellé", max_length=200)
    couloir = models.CharField("couloir", max_length=20)
    version = models.PositiveIntegerField("version")
    commun = models.TextField("partie commune (TOML)")
    texte = models.TextField("texte du dispositif (TOML)")
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    publie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="publié par"
    )
    publie_le = models.DateTimeField("publié le")

    class Meta:
        verbose_name = "référentiel publié"
        verbose_name_plural = "référentiels publiés"
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="referentiel_version_unique",
                violation_error_message="Cette version est déjà publiée.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    def save(self, *args, **kwargs) -> None:
        if self.pk and not self._state.adding:
            raise ReferentielImmuable(f"{self} est publié : publiez une nouvelle version.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ReferentielImmuable(f"{self} est publié : il ne peut pas être supprimé.")
