"""The preview of a proof: made apart, once, tried again when it was interrupted."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from dossiers.actions.geste import lock_dossier
from dossiers.actions.projection import save_projection
from dossiers.gateways.apercu import ApercuImpossible, ApercuInterrompu
from dossiers.gateways.apercu import make_apercu as encode_apercu
from dossiers.gateways.file_attente import enqueue
from dossiers.models import Piece
from dossiers.rules.retenue import barred_because

TACHE_APERCU = "dossiers.tasks.piece.preview"
DELAI_APERCU = timedelta(seconds=60)
# A preview that was interrupted is tried again by the sweeper until its proof is this old.
PATIENCE_APERCU = timedelta(hours=1)


def make_apercu(piece_id: int, le: datetime | None = None) -> bool:
    """Makes the preview of a proof that has none; True when it was made now. May run twice, even at once.

    A picture that does not open is unreadable; one whose opening was interrupted waits for another try, for an hour.
    """
    le = le or timezone.now()
    piece = Piece.objects.select_related("dossier").filter(pk=piece_id).first()
    if piece is None or piece.etat_apercu != Piece.EtatApercu.A_FAIRE or barred_because(piece.garde):
        return False
    try:
        octets = read_original(piece)
    except FileNotFoundError:
        return False
    try:
        apercu = encode_apercu(octets)
    except ApercuImpossible as erreur:
        if not isinstance(erreur, ApercuInterrompu) or le - piece.deposee_le >= PATIENCE_APERCU:
            _mark_illisible(piece, le)
        return False
    nom = piece.apercu.storage.save(piece.apercu.field.generate_filename(piece, ""), ContentFile(apercu))
    if not _settle(piece, Piece.EtatApercu.FAIT, nom):
        piece.apercu.storage.delete(nom)
        return False
    return True


def read_original(piece: Piece) -> bytes:
    """Its bytes. Raises `FileNotFoundError`."""
    with piece.fichier.open("rb") as original:
        return original.read()


def enqueue_late_apercus(le: datetime) -> int:
    """Asks again for the previews whose task was lost. Returns how many."""
    retard = Piece.objects.filter(
        etat_apercu=Piece.EtatApercu.A_FAIRE, deposee_le__lt=le - DELAI_APERCU, purgee_le=None, quarantaine_le=None
    ).exclude(analyse=Piece.EtatAnalyse.INFECTEE)
    identifiants = list(retard.order_by("pk").values_list("pk", flat=True)[:500])
    return sum(enqueue(TACHE_APERCU, pk) for pk in identifiants)


def _mark_illisible(piece: Piece, le: datetime) -> None:
    """A proof that does not open is something missing: the dossier's projection says so at once."""
    with transaction.atomic():
        dossier = lock_dossier(piece.dossier)
        _settle(piece, Piece.EtatApercu.ILLISIBLE)
        save_projection(dossier, le)


def _settle(piece: Piece, etat: Piece.EtatApercu, nom: str = "") -> bool:
    """False when another run had already settled it."""
    attendue = Piece.objects.filter(pk=piece.pk, etat_apercu=Piece.EtatApercu.A_FAIRE, purgee_le=None)
    return bool(attendue.update(etat_apercu=etat, apercu=nom))
