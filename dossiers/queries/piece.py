"""The proofs of a dossier, those in place and those they replaced."""

from dossiers.models import Dossier, Piece


def versions_of(dossier: Dossier) -> dict[str, list[Piece]]:
    """The proofs by requirement, the current one first, then those it replaced, latest first. One query."""
    versions: dict[str, list[Piece]] = {}
    for piece in dossier.pieces.select_related("dossier", "deposee_par").order_by("-deposee_le", "-pk"):
        versions.setdefault(piece.exigence, []).append(piece)
    return versions
