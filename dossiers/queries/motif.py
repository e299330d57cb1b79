"""The reasons of correction: those that are offered, and those that an administrator sees."""

from dossiers.models import Motif
from dossiers.queries.perimetre import Introuvable
from dossiers.referentiel.motif import Modele


def modeles_actifs() -> tuple[Modele, ...]:
    """The reasons offered to reviewers, in their order. One query."""
    return tuple(motif.modele for motif in Motif.objects.filter(actif=True).order_by("rang", "code"))


def motifs_tous() -> list[Motif]:
    """All of them, those withdrawn last."""
    return list(Motif.objects.order_by("-actif", "rang", "code"))


def motif_of(code: str) -> Motif:
    """One of them. Raises `Introuvable`."""
    motif = Motif.objects.filter(code=code).first()
    if motif is None:
        raise Introuvable("Ce motif n’existe pas.")
    return motif
