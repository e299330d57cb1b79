"""A published answer of the help. A row that never changes but for its place: a new version takes over `courante`."""

from django.conf import settings
from django.db import models

from dossiers.referentiel.source import Certitude


class FicheImmuable(RuntimeError):
    """Something tried to change or delete a published answer."""


class Fiche(models.Model):
    code = models.SlugField("code", max_length=60)
    version = models.PositiveIntegerField("version")
    courante = models.BooleanField("en vigueur", default=True)
    retiree = models.BooleanField("retirée", default=False)
    sujet = models.CharField("sujet", max_length=60, db_index=True)
    question = models.CharField("question", max_length=250)
    essentiel = models.TextField("l’essentiel")
    texte = models.TextField("réponse (Markdown)")
    formulations = models.JSONField("autres façons de poser la question", default=list, blank=True)
    portee = models.CharField("portée", max_length=600)
    difference = models.TextField("pourquoi cette réponse diffère des autres du sujet", blank=True)
    sources = models.JSONField("sources", default=list)
    outil = models.CharField("assistant", max_length=40, blank=True)
    certitude = models.CharField(
        "certitude", max_length=10, choices=[(c.value, c.libelle) for c in Certitude], default=Certitude.VU.value
    )
    responsable = models.CharField("responsable", max_length=120)
    revoir_le = models.DateField("à revoir le")
    sha256 = models.CharField("empreinte SHA-256", max_length=64, db_index=True)
    publie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="publiée par"
    )
    publie_le = models.DateTimeField("publiée le")

    class Meta:
        verbose_name = "fiche d’aide"
        verbose_name_plural = "fiches d’aide"
        ordering = ["code", "-version"]
        indexes = [
            models.Index(fields=["portee", "code"], name="fiche_portee", condition=models.Q(courante=True)),
            models.Index(fields=["revoir_le"], name="fiche_a_revoir", condition=models.Q(courante=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="fiche_version_unique",
                violation_error_message="Cette version est déjà publiée.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(courante=True),
                name="fiche_courante_unique",
                violation_error_message="Une autre version de cette fiche est en vigueur.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    def save(self, *args, **kwargs) -> None:
        if self.pk and not self._state.adding:
            raise FicheImmuable(f"{self} est publiée : publiez une nouvelle version.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise FicheImmuable(f"{self} est publiée : elle ne peut pas être supprimée.")


class Appui(models.Model):
    """An answer helps with a requirement, or with a question of the form."""

    fiche = models.ForeignKey(Fiche, models.CASCADE, related_name="appuis")
    exigence = models.CharField("exigence", max_length=60, db_index=True)

    class Meta:
        verbose_name = "appui"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiche", "exigence"],
                name="appui_unique",
                violation_error_message="Cette exigence est déjà citée.",
            ),
        ]

    def __str__(self) -> str:
        return self.exigence
