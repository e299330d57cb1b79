"""A file is shown to the antivirus; an infected one is put out of reach. A proof becomes something missing at once."""

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
from dossiers.models import Jointe, Piece
from dossiers.models.fichier import Fichier
from dossiers.rules.retenue import Analyse

TACHES_ANALYSE: dict[type[Fichier], str] = {
    Piece: "dossiers.tasks.piece.analyse",
    Jointe: "dossiers.tasks.jointe.analyse",
}
EVENEMENTS: dict[type[Fichier], str] = {Piece: "virus_trouve", Jointe: "virus_trouve_jointe"}
DELAI_ANALYSE = timedelta(seconds=60)
# Few at a time: an antivirus that stays silent holds a worker for each, and the readings wait behind.
LOT = 20
journal = logging.getLogger(__name__)


def analyse_fichier(fichier_id: int, le: datetime | None = None, genre: type[Fichier] = Piece) -> Analyse | None:
    """What the antivirus says of a file that waits for it; None when it is not to be asked, or does not answer.

    May run twice, even at once: the second finds nothing to settle.
    """
    fichier = pending_analyses(genre).filter(pk=fichier_id).select_related("dossier").first()
    if fichier is None:
        return None
    try:
        analyse = analyse_octets(read_original(fichier))
    except AntivirusInjoignable as erreur:
        journal.warning("antivirus injoignable, %s %s à analyser : %s", genre._meta.verbose_name, fichier_id, erreur)
        return None
    except FileNotFoundError:
        return None
    _settle(fichier, analyse, le or timezone.now())
    return analyse


def enqueue_late_analyses(le: datetime) -> int:
    """Asks again for the analyses whose task was lost, or that the antivirus did not answer. Returns how many."""
    return sum(enqueue(tache, pk) for genre, tache in TACHES_ANALYSE.items() for pk in _late(genre, le))


def pending_analyses(genre: type[Fichier] = Piece):
    """What the antivirus has not seen: once one is installed, what was deposited before too."""
    attendus = [Analyse.A_FAIRE, Analyse.NON_ANALYSEE] if has_antivirus() else [Analyse.A_FAIRE]
    return genre.objects.filter(analyse__in=attendus, purgee_le=None)


def _late(genre: type[Fichier], le: datetime) -> list[int]:
    retard = pending_analyses(genre).filter(deposee_le__lt=le - DELAI_ANALYSE).order_by("pk")
    return list(retard.values_list("pk", flat=True)[:LOT])


def _settle(fichier: Fichier, analyse: Analyse, le: datetime) -> None:
    genre = type(fichier)
    with transaction.atomic():
        dossier = lock_dossier(fichier.dossier)
        en_attente = pending_analyses(genre).filter(pk=fichier.pk)
        if not en_attente.update(analyse=analyse) or analyse is not Analyse.INFECTEE:
            return
        donnees = {"sha256": fichier.sha256}
        if isinstance(fichier, Piece):
            donnees["exigence"] = fichier.exigence
        record_evenement(
            dossier=dossier, geste=EVENEMENTS[genre], etape=dossier.etape, par=None, le=le, donnees=donnees
        )
        save_projection(dossier, le)
