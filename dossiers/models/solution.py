"""A software put forward, in one major version, with its composant Proxy e-santé if it has one."""

import uuid

from django.db import models

from dossiers.models.editeur import Editeur


class Solution(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    editeur = models.ForeignKey(Editeur, models.PROTECT, related_name="solutions", verbose_name="éditeur")
    nom = models.CharField("nom du logiciel", max_length=200)
    version_majeure = models.CharField("version majeure", max_length=50)
    cree_le = models.DateTimeField("créée le", auto_now_add=True)

    class Meta:
        verbose_name = "solution"
        ordering = ["nom", "version_majeure", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["editeur", "nom", "version_majeure"],
                name="solution_unique",
                violation_error_message="Cette version de ce logiciel est déjà enregistrée.",
            ),
            models.CheckConstraint(
                name="solution_nommee",
                condition=~models.Q(nom="") & ~models.Q(version_majeure=""),
                violation_error_message="Indiquez le nom du logiciel et sa version majeure.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nom} {self.version_majeure}"
