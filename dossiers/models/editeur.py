"""A company whose software is put forward. A tenant: everything it owns is out of reach of the others."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from stdnum.fr import siren as siren_fr

models.CharField.register_lookup(Length)


# The key of this one is right, and the INSEE gives none that begins with three zeros: nobody real bears it.
SIREN_FORMATION = "000000000"


def check_siren(valeur: str) -> None:
    """Refuses a SIREN whose key is wrong, and that of the training company."""
    if not siren_fr.is_valid(valeur) or valeur == SIREN_FORMATION:
        raise ValidationError("Ce SIREN n’est pas valide : il compte neuf chiffres, vérifiez la saisie.")


class EditeurQuerySet(models.QuerySet):
    def reels(self) -> "EditeurQuerySet":
        """Without the training company: what is counted and searched."""
        return self.filter(formation=False)


class Editeur(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    raison_sociale = models.CharField("raison sociale", max_length=200)
    siren = models.CharField("SIREN", max_length=9, unique=True, validators=[check_siren])
    formation = models.BooleanField("entreprise d’entraînement", default=False, editable=False)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    # Kept under the quota by one conditional update (actions/quota.py), compared with the pieces by `recalculer`.
    octets_deposes = models.PositiveBigIntegerField("octets déposés", default=0, editable=False)
    pieces_deposees = models.PositiveIntegerField("pièces déposées", default=0, editable=False)

    objects = EditeurQuerySet.as_manager()

    class Meta:
        verbose_name = "éditeur"
        ordering = ["raison_sociale", "pk"]
        constraints = [
            models.CheckConstraint(
                name="editeur_siren_neuf_chiffres",
                condition=models.Q(siren__regex=r"^[0-9]{9}$"),
                violation_error_message="Un SIREN compte neuf chiffres.",
            ),
            models.CheckConstraint(
                name="editeur_raison_sociale_renseignee",
                condition=~models.Q(raison_sociale=""),
                violation_error_message="Indiquez la raison sociale.",
            ),
            models.CheckConstraint(
                name="editeur_siren_de_formation",
                condition=models.Q(formation=True, siren=SIREN_FORMATION)
                | (models.Q(formation=False) & ~models.Q(siren=SIREN_FORMATION)),
                violation_error_message="Ce SIREN est celui de l’entreprise d’entraînement, et d’elle seule.",
            ),
        ]

    def __str__(self) -> str:
        return self.raison_sociale
