"""What a person wants to see of the queue."""

from collections.abc import Iterable

from dossiers.models import Compte
from dossiers.queries.affichage import Colonne
from dossiers.queries.perimetre import role_of
from dossiers.rules.droit import require_droit


def set_colonnes(*, colonnes: Iterable[str], par: Compte) -> None:
    """Keeps the columns of the queue for this person; unknown codes are passed over. Raises `Interdit`."""
    require_droit("voir_file", role_of(par))
    voulues = set(colonnes)
    par.colonnes = [colonne.value for colonne in Colonne if colonne.value in voulues]
    par.save(update_fields=["colonnes"])
