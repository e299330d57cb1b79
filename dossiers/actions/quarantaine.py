"""A proof on which a reviewer saw patient data is shown to nobody any more; an administrator may give it back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.actions.geste import geste
from dossiers.actions.lecture import TACHE_LECTURE
from dossiers.gateways.file_attente import enqueue
from dossiers.models import Compte, Lecture, Piece
from dossiers.rules.refus import Refus, one_line, require_motif

MOTIF_MAX = 500
SANS_MOTIF = "Dites à l’éditeur ce que vous avez vu et ce qu’il doit masquer."


def quarantine_piece(*, piece: Piece, motif: str, par: Compte, le: datetime | None = None) -> None:
    """From now on neither its original nor its preview is served to anyone, its éditeur is told why.

    Raises `Refus` without a reason (field « motif »), or for one already there; `Interdit`.
    """
    le = le or timezone.now()
    with geste("mettre_en_quarantaine", piece.dossier, par=par, le=le) as fait:
        motif = require_reason(motif)
        attendue = Piece.objects.filter(pk=piece.pk, quarantaine_le=None)
        if not attendue.update(quarantaine_le=le, quarantaine_par=par, quarantaine_motif=motif):
            raise Refus("Cette pièce est déjà en quarantaine.")
        fait.donnees.update(exigence=piece.exigence, sha256=piece.sha256)


def lift_quarantine(*, piece: Piece, par: Compte, le: datetime | None = None) -> None:
    """Gives back a proof put aside by mistake. Raises `Refus` for one that is not there, `Interdit`."""
    le = le or timezone.now()
    with geste("lever_quarantaine", piece.dossier, par=par, le=le) as fait:
        ecartee = Piece.objects.filter(pk=piece.pk, quarantaine_le__isnull=False)
        if not ecartee.update(quarantaine_le=None, quarantaine_par=None, quarantaine_motif=""):
            raise Refus("Cette pièce n’est pas en quarantaine.")
        fait.donnees.update(exigence=piece.exigence, sha256=piece.sha256)
        _read_again(piece, le)


def _read_again(piece: Piece, le: datetime) -> None:
    """Its reading was given up if it came while the proof was put aside."""
    attente = {"etat": Lecture.Etat.ATTENTE, "essais": 0, "demandee_le": le}
    if Lecture.objects.filter(piece=piece, etat=Lecture.Etat.ABANDONNEE).update(**attente):
        transaction.on_commit(lambda: enqueue(TACHE_LECTURE, piece.pk), robust=True)


def require_reason(motif: str) -> str:
    """The reason on one line. Raises `Refus` (field « motif ») for none, or too long a one."""
    return require_motif(one_line(motif), SANS_MOTIF, MOTIF_MAX)
