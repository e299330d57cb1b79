"""Files deposited, of proofs and of messages alike."""

from collections.abc import Iterable

from django.db.models import QuerySet

from dossiers.models import Jointe, Piece
from dossiers.models.fichier import Fichier

# Every kind of file that is kept: the sweeps, the quotas and the reconciliation go through all of them.
GENRES: tuple[type[Fichier], ...] = (Piece, Jointe)


def held_files() -> list[QuerySet]:
    """By kind, those whose bytes are kept: replaced ones and those in quarantine included."""
    return [genre.objects.filter(purgee_le=None) for genre in GENRES]


def quarantined_digests(editeur_id: int, empreintes: Iterable[str]) -> set[str]:
    """Those of these digests that were put aside in a dossier of the company."""
    ecartees = {"dossier__editeur": editeur_id, "quarantaine_le__isnull": False, "sha256__in": list(empreintes)}
    trouvees = [genre.objects.filter(**ecartees).order_by("pk").values_list("sha256", flat=True) for genre in GENRES]
    return {empreinte for lot in trouvees for empreinte in lot}
