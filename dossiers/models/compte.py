"""A person who signs in: of an éditeur (through an Appartenance), of the ANS (through `role_ans`), or both never."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models


class CompteManager(BaseUserManager):
    """Creates accounts; the e-mail address is the identifier, kept in lower case."""

    def create_user(self, courriel: str, password: str | None = None, **fields) -> "Compte":
        compte = self.model(courriel=courriel.strip().lower(), **fields)
        compte.set_password(password)
        compte.save(using=self._db)
        return compte

    def create_superuser(self, courriel: str, password: str | None = None, **fields) -> "Compte":
        fields = {"role_ans": Compte.RoleAns.ADMINISTRATEUR, **fields}
        return self.create_user(courriel, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str) -> "Compte":
        return self.get(courriel=username.strip().lower())


class Compte(AbstractBaseUser, PermissionsMixin):
    class RoleAns(models.TextChoices):
        AUCUN = "", "Aucun"
        INSTRUCTEUR = "instructeur", "Instructeur ANS"
        ADMINISTRATEUR = "administrateur", "Administrateur ANS"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    courriel = models.EmailField("adresse électronique", unique=True)
    prenom = models.CharField("prénom", max_length=100, blank=True)
    nom = models.CharField("nom", max_length=100, blank=True)
    role_ans = models.CharField("rôle à l’ANS", max_length=20, choices=RoleAns, default=RoleAns.AUCUN, blank=True)
    is_active = models.BooleanField("actif", default=True)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    # The columns of the queue (codes of `queries/affichage.py`); None while nothing was chosen.
    colonnes = models.JSONField("colonnes de la file", null=True, blank=True, editable=False)

    USERNAME_FIELD = "courriel"
    EMAIL_FIELD = "courriel"
    REQUIRED_FIELDS: list[str] = []

    objects = CompteManager()

    class Meta:
        verbose_name = "compte"
        ordering = ["courriel"]
        constraints = [
            models.CheckConstraint(
                name="compte_role_ans_connu",
                condition=models.Q(role_ans__in=["", "instructeur", "administrateur"]),
                violation_error_message="Ce rôle à l’ANS n’existe pas.",
            ),
        ]

    def clean(self) -> None:
        """The address as the sign-in looks for it, before it is held against the others."""
        super().clean()
        self.courriel = self.courriel.strip().lower()

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}".strip() or self.courriel

    @property
    def is_staff(self) -> bool:
        """Django admin's own question: administrators of the ANS only."""
        return self.is_superuser or self.role_ans == self.RoleAns.ADMINISTRATEUR

    @property
    def est_ans(self) -> bool:
        """True for everyone of the ANS: reviewers and administrators."""
        return bool(self.role_ans)
