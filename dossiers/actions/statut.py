"""Keeps the statuses that proofs have shown: the history of the CNDA request."""

from dossiers.models import Dossier, Piece, Statut
from dossiers.rules.date import read_date
from dossiers.rules.piece import Constat


def note_statut(dossier: Dossier, piece: Piece, constat: Constat | None) -> None:
    """Keeps the status a proof surely shows for the NIL declared; forgets it when it no longer does."""
    if constat is None or not constat.statut or "nil" not in constat.lus:
        Statut.objects.filter(piece=piece).delete()
        return
    date = constat.lus.get("date")
    faits = {
        "solution": dossier.solution,
        "nil": constat.lus["nil"].texte[:40],
        "code": constat.statut,
        "libelle": constat.lus["statut"].texte[:200],
        "date": read_date(date.texte) if date else None,
        "constate_le": piece.deposee_le,
    }
    Statut.objects.update_or_create(piece=piece, defaults=faits)
