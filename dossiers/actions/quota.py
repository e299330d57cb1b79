"""What a dossier and a company may deposit in all. Two deposits at once cannot both take the last place.

The dossier's row is locked by whoever deposits, so its own files, attachments included, may be counted; a company's
dossiers are deposited in at the same time, so its count is kept on its row, and one conditional update both looks and
takes.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Sum

from dossiers.models import Dossier, Editeur
from dossiers.models.fichier import Fichier
from dossiers.queries.fichier import held_files
from dossiers.rules.refus import Refus

MEGA = 1024 * 1024


def reserve_quota(*, dossier: Dossier, tailles: Sequence[int]) -> None:
    """Takes the place of new pieces of so many bytes, all or none; the dossier's row is locked. Raises `Refus`."""
    nombre, octets = len(tailles), sum(tailles)
    pieces, deja = _held(dossier=dossier)
    if pieces + nombre > settings.QUOTA_DOSSIER_PIECES or deja + octets > settings.QUOTA_DOSSIER_OCTETS:
        raise Refus(_dossier_sentence())
    place = Editeur.objects.filter(
        pk=dossier.editeur_id,
        pieces_deposees__lte=settings.QUOTA_EDITEUR_PIECES - nombre,
        octets_deposes__lte=settings.QUOTA_EDITEUR_OCTETS - octets,
    )
    if not place.update(pieces_deposees=F("pieces_deposees") + nombre, octets_deposes=F("octets_deposes") + octets):
        raise Refus(_editeur_sentence())


def release_quota(fichier: Fichier) -> None:
    """Gives back the place of a file whose bytes are erased."""
    Editeur.objects.filter(pk=fichier.dossier.editeur_id).update(
        pieces_deposees=F("pieces_deposees") - 1, octets_deposes=F("octets_deposes") - fichier.taille
    )


def recompute_quota(*, editeur: Editeur, corriger: bool = False) -> list[tuple[str, int, int]]:
    """The counters that differ: (name, what the row holds, what the files say). `corriger` writes the latter."""
    with transaction.atomic():
        actuel = Editeur.objects.select_for_update().get(pk=editeur.pk)
        pieces, octets = _held(dossier__editeur=editeur)
        calcul = {"octets_deposes": octets, "pieces_deposees": pieces}
        ecarts = [(nom, getattr(actuel, nom), dit) for nom, dit in calcul.items() if getattr(actuel, nom) != dit]
        if ecarts and corriger:
            Editeur.objects.filter(pk=editeur.pk).update(**calcul)
    return ecarts


def _held(**de_qui: object) -> tuple[int, int]:
    """How many files are kept of a dossier or of a company, and their bytes."""
    sommes = [
        fichiers.filter(**de_qui).aggregate(n=Count("pk"), octets=Sum("taille", default=0)) for fichiers in held_files()
    ]
    return sum(somme["n"] for somme in sommes), sum(somme["octets"] for somme in sommes)


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
