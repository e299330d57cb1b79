"""Failed sign-ins of an address, known or not: counted in the database under a keyed hash that names nobody."""

from django.db import models


class Tentative(models.Model):
    cle = models.CharField("empreinte de l’adresse", max_length=64, unique=True)
    echecs = models.PositiveIntegerField("échecs de suite", default=0)
    bloquee_jusqu_a = models.DateTimeField("en attente jusqu’à", null=True, blank=True)
    derniere_le = models.DateTimeField("dernier essai le", db_index=True)

    class Meta:
        verbose_name = "tentative de connexion"
        verbose_name_plural = "tentatives de connexion"
        ordering = ["-derniere_le"]

    def __str__(self) -> str:
        return f"{self.cle[:8]}… : {self.echecs}"
