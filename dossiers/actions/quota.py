"""What a dossier and a company may deposit in all. Two deposits at once cannot both take the last place.

The dossier's row is locked by its geste, so its own pieces may be counted; a company's dossiers are deposited in at the
same time, so its count is kept on its row, and one conditional update both looks and takes.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Sum

from dossiers.models import Dossier, Editeur, Piece
from dossiers.rules.refus import Refus

MEGA = 1024 * 1024


def reserve_quota(*, dossier: Dossier, tailles: Sequence[int]) -> None:
    """Takes the place of new pieces of so many bytes, all or none; the dossier's row is locked. Raises `Refus`."""
    nombre, octets = len(tailles), sum(tailles)
    deja = held_pieces().filter(dossier=dossier).aggregate(octets=Sum("taille", default=0), pieces=Count("pk"))
    if (
        deja["pieces"] + nombre > settings.QUOTA_DOSSIER_PIECES
        or deja["octets"] + octets > settings.QUOTA_DOSSIER_OCTETS
    ):
        raise Refus(_dossier_sentence())
    place = Editeur.objects.filter(
        pk=dossier.editeur_id,
        pieces_deposees__lte=settings.QUOTA_EDITEUR_PIECES - nombre,
        octets_deposes__lte=settings.QUOTA_EDITEUR_OCTETS - octets,
    )
    if not place.update(pieces_deposees=F("pieces_deposees") + nombre, octets_deposes=F("octets_deposes") + octets):
        raise Refus(_editeur_sentence())


def release_quota(piece: Piece) -> None:
    """Gives back the place of a piece whose bytes are erased."""
    Editeur.objects.filter(pk=piece.dossier.editeur_id).update(
        pieces_deposees=F("pieces_deposees") - 1, octets_deposes=F("octets_deposes") - piece.taille
    )


def recompute_quota(*, editeur: Editeur, corriger: bool = False) -> list[tuple[str, int, int]]:
    """The counters that differ: (name, what the row holds, what the pieces say). `corriger` writes the latter."""
    with transaction.atomic():
        actuel = Editeur.objects.select_for_update().get(pk=editeur.pk)
        siennes = held_pieces().filter(dossier__editeur=editeur)
        calcul = siennes.aggregate(octets_deposes=Sum("taille", default=0), pieces_deposees=Count("pk"))
        ecarts = [(nom, getattr(actuel, nom), dit) for nom, dit in calcul.items() if getattr(actuel, nom) != dit]
        if ecarts and corriger:
            Editeur.objects.filter(pk=editeur.pk).update(**calcul)
    return ecarts


def held_pieces():
    """The pieces whose bytes are kept, replaced ones and those in quarantine included."""
    return Piece.objects.filter(purgee_le=None)


def _dossier_sentence() -> str:
    return (
        f"Ce dossier a atteint ce qu’il peut garder ({settings.QUOTA_DOSSIER_PIECES} fichiers, "
        f"{settings.QUOTA_DOSSIER_OCTETS // MEGA} Mo) : écrivez à l’ANS pour déposer celui-ci."
    )


def _editeur_sentence() -> str:
    return (
        f"Votre entreprise a atteint ce qu’elle peut garder ({settings.QUOTA_EDITEUR_PIECES} fichiers, "
        f"{settings.QUOTA_EDITEUR_OCTETS // MEGA} Mo) : écrivez à l’ANS pour déposer celui-ci."
    )
