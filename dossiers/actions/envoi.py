"""The outbox: asks for a mail in the geste's own transaction, and sends it later, once, if it is still due."""

from datetime import datetime

from django.db import transaction

from dossiers.gateways.file_attente import enqueue
from dossiers.models import Compte, Dossier, Envoi

TACHE_ENVOI = "dossiers.tasks.envoi.send"


def post_envoi(
    *,
    cle: str,
    genre: str,
    destinataire: Compte,
    le: datetime,
    dossier: Dossier | None = None,
    donnees: dict[str, object] | None = None,
) -> Envoi:
    """Writes the row (once per `cle`) and, after the commit, hints the worker. Correctness needs no broker."""
    envoi, cree = Envoi.objects.get_or_create(
        cle=cle,
        defaults={
            "genre": genre,
            "destinataire": destinataire,
            "dossier": dossier,
            "donnees": donnees or {},
            "a_partir_de": le,
            "cree_le": le,
        },
    )
    if cree:
        transaction.on_commit(lambda: enqueue(TACHE_ENVOI, envoi.pk), robust=True)
    return envoi


def post_to_editeur(*, dossier: Dossier, genre: str, cle: str, le: datetime, donnees: dict | None = None) -> list[Envoi]:
    """The same mail to each active person of the dossier's company. `cle` is completed with the person's."""
    comptes = Compte.objects.filter(appartenances__editeur=dossier.editeur_id, is_active=True).order_by("pk")
    return [
        post_envoi(cle=f"{cle}:{c.pk}", genre=genre, destinataire=c, le=le, dossier=dossier, donnees=donnees)
        for c in comptes
    ]  # fmt: skip
