"""Keeps the statuses that proofs have shown: the history of the CNDA request."""

from datetime import date

from dossiers.models import Dossier, Piece, Statut
from dossiers.rules.concordance import sure_statut
from dossiers.rules.constat import Constat
from dossiers.rules.numero import read_iso


def note_statut(dossier: Dossier, piece: Piece, constat: Constat | None) -> None:
    """Keeps the status a proof surely shows for the NIL declared; forgets it when it no longer does."""
    if not sure_statut(constat):
        Statut.objects.filter(piece=piece).delete()
        return
    faits = {
        "solution": dossier.solution,
        "nil": constat.lus["nil"].texte[:40],
        "code": constat.statut,
        "libelle": sure_statut(constat)[:200],
        "date": _shown_date(constat),
        "constate_le": piece.deposee_le,
    }
    Statut.objects.update_or_create(piece=piece, defaults=faits)


def _shown_date(constat: Constat) -> date | None:
    iso = read_iso(constat.lus["date"].texte) if "date" in constat.lus else ""
    return date.fromisoformat(iso) if iso else None
