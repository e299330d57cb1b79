"""The files of the proofs and of the messages against their rows: none without its row after an hour, none lost unsaid.

Works on any storage of Django's, and looks at our two folders only: what else lies there is not ours.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import Storage
from django.db.models import Q

from dossiers.models import Piece
from dossiers.models.fichier import DOSSIERS, Fichier
from dossiers.queries.fichier import GENRES

journal = logging.getLogger(__name__)
# A deposit writes its file before its row: until then a file may be about to get one.
DELAI = timedelta(hours=1)


@dataclass(frozen=True)
class Bilan:
    """`orphelins`: files of no row, old enough; `perdus`: originals whose row has no file; `apercus`: previews so."""

    orphelins: tuple[str, ...]
    perdus: tuple[str, ...]
    apercus: tuple[str, ...]


def reconcile_pieces(*, le: datetime, corriger: bool = False) -> Bilan:
    """Compares files and rows. `corriger` removes the orphans and has the missing previews made again; an original that
    is missing is said as loudly as can be, and mended by nobody: it must come back from a backup.
    """
    stockage = Piece.fichier.field.storage
    presents = {nom for dossier in DOSSIERS for nom in _walk(stockage, dossier)}
    # Read after the files: whatever was deposited meanwhile has its row.
    originaux, apercus = _expected()
    connus = set(originaux) | set(apercus)
    orphelins = [nom for nom in sorted(presents - connus) if _is_old(stockage, nom, le)]
    perdus = [nom for nom in sorted(set(originaux) - presents) if not stockage.exists(nom)]
    sans_apercu = [nom for nom in sorted(set(apercus) - presents) if not stockage.exists(nom)]
    for nom in perdus:
        journal.error("original absent : pièce %s, fichier %s", originaux[nom], nom)
    if corriger:
        _remove(stockage, orphelins)
        for genre in GENRES:
            genre.objects.filter(apercu__in=sans_apercu).update(apercu="", etat_apercu=Piece.EtatApercu.A_FAIRE)
    return Bilan(tuple(orphelins), tuple(perdus), tuple(sans_apercu))


def _expected() -> tuple[dict[str, str], dict[str, str]]:
    """The names of the originals, then of the previews, that must be there, with the file each is of."""
    rangees = [genre.objects.order_by("pk").values_list("uuid", "fichier", "apercu", "purgee_le") for genre in GENRES]
    lignes = [ligne for genre in rangees for ligne in genre]
    originaux = {fichier: str(uuid) for uuid, fichier, _, purgee_le in lignes if purgee_le is None}
    return originaux, {apercu: str(uuid) for uuid, _, apercu, _ in lignes if apercu}


def _walk(stockage: Storage, dossier: str) -> Iterator[str]:
    """Every file under a folder; a folder that is not there yet holds none."""
    try:
        dossiers, fichiers = stockage.listdir(dossier)
    except FileNotFoundError:
        return
    yield from (f"{dossier}/{nom}" for nom in fichiers if nom)
    for sous in dossiers:
        yield from _walk(stockage, f"{dossier}/{sous}")


def _is_old(stockage: Storage, nom: str, le: datetime) -> bool:
    try:
        return le - stockage.get_modified_time(nom) > DELAI
    except FileNotFoundError:
        return False


def _remove(stockage: Storage, noms: list[str]) -> None:
    """A name is looked for once more just before: a preview may have been settled since."""
    for nom in noms:
        if not any(_is_known(genre, nom) for genre in GENRES):
            stockage.delete(nom)
            journal.warning("fichier sans pièce supprimé : %s", nom)


def _is_known(genre: type[Fichier], nom: str) -> bool:
    return genre.objects.filter(Q(fichier=nom, purgee_le=None) | Q(apercu=nom)).exists()
