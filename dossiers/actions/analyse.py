"""A proof is shown to the antivirus; an infected one is put out of reach, and becomes something missing at once."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dossiers.actions.apercu import read_original
from dossiers.actions.evenement import record_evenement
from dossiers.actions.geste import lock_dossier
from dossiers.actions.projection import save_projection
from dossiers.gateways.antivirus import AntivirusInjoignable, analyse_octets, has_antivirus
from dossiers.gateways.file_attente import enqueue
from dossiers.models import Piece
from dossiers.rules.retenue import Analyse

TACHE_ANALYSE = "dossiers.tasks.piece.analyse"
EVENEMENT = "virus_trouve"
DELAI_ANALYSE = timedelta(seconds=60)
# Few at a time: an antivirus that stays silent holds a worker for each, and the readings wait behind.
LOT = 20
journal = logging.getLogger(__name__)


def analyse_piece(piece_id: int, le: datetime | None = None) -> Analyse | None:
    """What the antivirus says of a proof that waits for it; None when it is not to be asked, or does not answer.

    May run twice, even at once: the second finds nothing to settle.
    """
    piece = pending_analyses().filter(pk=piece_id).select_related("dossier").first()
    if piece is None:
        return None
    try:
        analyse = analyse_octets(read_original(piece))
    except AntivirusInjoignable as erreur:
        journal.warning("antivirus injoignable, pièce %s à analyser : %s", piece_id, erreur)
        return None
    except FileNotFoundError:
        return None
    _settle(piece, analyse, le or timezone.now())
    return analyse


def enqueue_late_analyses(le: datetime) -> int:
    """Asks again for the analyses whose task was lost, or that the antivirus did not answer. Returns how many."""
    retard = pending_analyses().filter(deposee_le__lt=le - DELAI_ANALYSE).order_by("pk")
    return sum(enqueue(TACHE_ANALYSE, pk) for pk in retard.values_list("pk", flat=True)[:LOT])


def pending_analyses():
    """What the antivirus has not seen: once one is installed, what was deposited before too."""
    attendus = [Analyse.A_FAIRE, Analyse.NON_ANALYSEE] if has_antivirus() else [Analyse.A_FAIRE]
    return Piece.objects.filter(analyse__in=attendus, purgee_le=None)


def _settle(piece: Piece, analyse: Analyse, le: datetime) -> None:
    with transaction.atomic():
        dossier = lock_dossier(piece.dossier)
        if not pending_analyses().filter(pk=piece.pk).update(analyse=analyse) or analyse is not Analyse.INFECTEE:
            return
        donnees = {"exigence": piece.exigence, "sha256": piece.sha256}
        record_evenement(dossier=dossier, geste=EVENEMENT, etape=dossier.etape, par=None, le=le, donnees=donnees)
        save_projection(dossier, le)
