"""Writes one line of a dossier's trace, chained to the one before. The dossier's row is locked by the caller."""

from collections.abc import Mapping
from datetime import datetime

from dossiers.models import Compte, Dossier, Evenement
from dossiers.queries.trace import digest_of
from dossiers.rules.evenement import ORIGINE


def record_evenement(
    *, dossier: Dossier, geste: str, etape: int, par: Compte | None, le: datetime, donnees: Mapping[str, object]
) -> Evenement:
    """Appends one event. `donnees` holds codes and numbers, nothing personal: it is hashed for ever."""
    dernier = dossier.evenements.order_by("-rang").values_list("rang", "empreinte").first()
    rang, precedent = (dernier[0] + 1, dernier[1]) if dernier else (1, ORIGINE)
    evenement = Evenement(
        dossier=dossier,
        rang=rang,
        geste=geste,
        etape=etape,
        par=par,
        le=le,
        donnees=dict(donnees),
        precedent=precedent,
    )
    evenement.empreinte = digest_of(evenement)
    evenement.save()
    return evenement
