"""The secret address of a person's calendar feed: drawn at random, drawn anew to revoke it."""

import uuid

from django.conf import settings
from django.db import models


class Agenda(models.Model):
    """`serie` is signed into the address, which is written nowhere: another one makes every address of before void."""

    compte = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="agenda")
    serie = models.UUIDField("série", default=uuid.uuid4, editable=False)
    cree_le = models.DateTimeField("créé le")

    class Meta:
        verbose_name = "agenda"
        ordering = ["compte"]

    def __str__(self) -> str:
        return f"agenda de {self.compte}"
