"""A company whose software is put forward. A tenant: everything it owns is out of reach of the others."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from stdnum.fr import siren as siren_fr

models.CharField.register_lookup(Length)


def check_siren(valeur: str) -> None:
    """Refuses a SIREN whose key is wrong."""
    if not siren_fr.is_valid(valeur):
        raise ValidationError("Ce SIREN n’est pas valide : il compte neuf chiffres, vérifiez la saisie.")


class Editeur(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    raison_sociale = models.CharField("raison sociale", max_length=200)
    siren = models.CharField("SIREN", max_length=9, unique=True, validators=[check_siren])
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    # Kept under the quota by one conditional update (actions/quota.py), compared with the pieces by `recalculer`.
    octets_deposes = models.PositiveBigIntegerField("octets déposés", default=0, editable=False)
    pieces_deposees = models.PositiveIntegerField("pièces déposées", default=0, editable=False)

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
        ]

    def __str__(self) -> str:
        return self.raison_sociale
