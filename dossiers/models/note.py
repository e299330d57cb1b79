"""A note of the ANS on a dossier or on one requirement. No éditeur ever reads one; none is deleted or rewritten."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models

from dossiers.models.dossier import Dossier
from dossiers.rules.jour import day_words

TEXTE_MAX = 5_000
RETRAIT = {"retiree_le"}


class NoteImmuable(RuntimeError):
    """Something tried to rewrite or delete a note."""


class Note(models.Model):
    """`exigence` empty: on the dossier as a whole. `retiree_le`: its author took it back; the row stays."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="notes")
    exigence = models.CharField("exigence", max_length=60, blank=True)
    texte = models.TextField("texte", max_length=TEXTE_MAX)
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    le = models.DateTimeField("le")
    retiree_le = models.DateTimeField("retirée le", null=True)

    class Meta:
        verbose_name = "note interne"
        verbose_name_plural = "notes internes"
        ordering = ["-le", "-pk"]
        indexes = [models.Index(fields=["dossier", "-le", "-id"], name="note_dossier")]
        constraints = [
            models.CheckConstraint(
                name="note_ecrite",
                condition=~models.Q(texte=""),
                violation_error_message="Écrivez la note.",
            ),
        ]

    def __str__(self) -> str:
        return f"note du {day_words(self.le)}"

    def save(self, *args, update_fields: Iterable[str] | None = None, **kwargs) -> None:
        if not self._state.adding and not (update_fields and set(update_fields) <= RETRAIT):
            raise NoteImmuable("Une note écrite ne se modifie pas : son auteur peut seulement la retirer.")
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        raise NoteImmuable("Une note écrite ne se supprime pas.")
