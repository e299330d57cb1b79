"""The preview of a file: made apart, once, tried again when it was interrupted."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from dossiers.actions.geste import lock_dossier
from dossiers.actions.projection import save_projection
from dossiers.gateways.apercu import ApercuImpossible, ApercuInterrompu
from dossiers.gateways.apercu import make_apercu as encode_apercu
from dossiers.gateways.file_attente import enqueue
from dossiers.models import Jointe, Piece
from dossiers.models.fichier import Fichier
from dossiers.rules.retenue import barred_because

TACHES_APERCU: dict[type[Fichier], str] = {
    Piece: "dossiers.tasks.piece.preview",
    Jointe: "dossiers.tasks.jointe.preview",
}
DELAI_APERCU = timedelta(seconds=60)
# A preview that was interrupted is tried again by the sweeper until its proof is this old.
PATIENCE_APERCU = timedelta(hours=1)


def make_apercu(fichier_id: int, le: datetime | None = None, genre: type[Fichier] = Piece) -> bool:
    """Makes the preview of a file of that kind that has none; True when it was made now. May run twice, even at once.

    A picture that does not open is unreadable; one whose opening was interrupted waits for another try, for an hour.
    """
    le = le or timezone.now()
    fichier = genre.objects.select_related("dossier").filter(pk=fichier_id).first()
    if fichier is None or fichier.etat_apercu != Piece.EtatApercu.A_FAIRE or barred_because(fichier.garde):
        return False
    try:
        octets = read_original(fichier)
    except FileNotFoundError:
        return False
    try:
        apercu = encode_apercu(octets)
    except ApercuImpossible as erreur:
        if not isinstance(erreur, ApercuInterrompu) or le - fichier.deposee_le >= PATIENCE_APERCU:
            _mark_illisible(fichier, le)
        return False
    nom = fichier.apercu.storage.save(fichier.apercu.field.generate_filename(fichier, ""), ContentFile(apercu))
    if not _settle(fichier, Piece.EtatApercu.FAIT, nom):
        fichier.apercu.storage.delete(nom)
        return False
    return True


def read_original(fichier: Fichier) -> bytes:
    """Its bytes. Raises `FileNotFoundError`."""
    with fichier.fichier.open("rb") as original:
        return original.read()


def enqueue_late_apercus(le: datetime) -> int:
    """Asks again for the previews whose task was lost. Returns how many."""
    return sum(enqueue(tache, pk) for genre, tache in TACHES_APERCU.items() for pk in _late(genre, le))


def _late(genre: type[Fichier], le: datetime) -> list[int]:
    retard = genre.objects.filter(
        etat_apercu=Piece.EtatApercu.A_FAIRE, deposee_le__lt=le - DELAI_APERCU, purgee_le=None, quarantaine_le=None
    ).exclude(analyse=Piece.EtatAnalyse.INFECTEE)
    return list(retard.order_by("pk").values_list("pk", flat=True)[:500])


def _mark_illisible(fichier: Fichier, le: datetime) -> None:
    """A proof that does not open is something missing: the dossier's projection says so at once."""
    with transaction.atomic():
        dossier = lock_dossier(fichier.dossier)
        _settle(fichier, Piece.EtatApercu.ILLISIBLE)
        save_projection(dossier, le)


def _settle(fichier: Fichier, etat: Piece.EtatApercu, nom: str = "") -> bool:
    """False when another run had already settled it."""
    attendu = type(fichier).objects.filter(pk=fichier.pk, etat_apercu=Piece.EtatApercu.A_FAIRE, purgee_le=None)
    return bool(attendu.update(etat_apercu=etat, apercu=nom))
