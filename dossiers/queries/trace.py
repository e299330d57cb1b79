"""Is the trace of a dossier whole? Each event is recomputed from its row and held against the one before."""

from dossiers.models import Dossier, Evenement
from dossiers.rules.evenement import ORIGINE, digest, hashed_content


def digest_of(evenement: Evenement) -> str:
    """The digest of an event, from what its row says and the digest of the one before. One query for its author."""
    contenu = hashed_content(
        dossier=evenement.dossier.uuid.hex,
        rang=evenement.rang,
        geste=evenement.geste,
        etape=evenement.etape,
        par=evenement.par.uuid.hex if evenement.par else "",
        le=evenement.le,
        donnees=evenement.donnees,
    )
    return digest(contenu, evenement.precedent)


def verify_chain(dossier: Dossier) -> tuple[str, ...]:
    """One French sentence per broken link, the oldest first; empty when the chain is whole. One query.

    A chain alone does not see that its end was cut off: keep its last digest elsewhere to be sure.
    """
    ruptures, rang, precedent = [], 1, ORIGINE
    for evenement in dossier.evenements.select_related("par", "dossier").order_by("rang"):
        if evenement.rang != rang or evenement.precedent != precedent:
            ruptures.append(f"L’événement n° {evenement.rang} ne suit pas celui qui le précède.")
        if evenement.empreinte != digest_of(evenement):
            ruptures.append(f"L’événement n° {evenement.rang} n’est plus celui qui a été écrit.")
        rang, precedent = evenement.rang + 1, evenement.empreinte
    return tuple(ruptures)
