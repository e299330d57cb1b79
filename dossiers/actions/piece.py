"""A proof is deposited, its preview made; the one it replaces is kept."""

from datetime import datetime, timedelta
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from dossiers.actions.geste import Geste, geste, lock_dossier
from dossiers.actions.lecture import request_lecture
from dossiers.actions.projection import save_projection
from dossiers.gateways.apercu import ApercuImpossible, ApercuInterrompu
from dossiers.gateways.apercu import make_apercu as encode_apercu
from dossiers.gateways.file_attente import enqueue
from dossiers.gateways.image import Cliche, inspect_image
from dossiers.models import Compte, Dossier, Piece
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.exigence import Kind
from dossiers.rules.champ import open_fields
from dossiers.rules.refus import Refus

TACHE_APERCU = "dossiers.tasks.piece.preview"
DELAI_APERCU = timedelta(seconds=60)
# A preview that was interrupted is tried again by the sweeper until its proof is this old.
PATIENCE_APERCU = timedelta(hours=1)


def deposit_piece(
    *,
    dossier: Dossier,
    exigence: str,
    fichier: UploadedFile,
    par: Compte,
    le: datetime | None = None,
    masquee: bool = False,
) -> Piece:
    """Keeps the bytes as given, under a name of our own, and puts the former proof aside. `masquee`: they are a copy
    with zones blacked out here.

    Raises `Refus` (tied to the field) for a file that cannot be taken, a field that is closed, or an unknown one.
    A failure leaves neither row nor file (but a caller who undoes more than this deposit leaves the file behind).
    """
    le = le or timezone.now()
    cliche = _inspect(dossier, exigence, fichier)
    ecrits: list[str] = []
    try:
        with geste("deposer_piece", dossier, par=par, le=le) as fait:
            if exigence not in open_fields(fait.situation):
                raise _closed(exigence)
            _put_aside(fait, exigence)
            piece = _store(fait, exigence, fichier, cliche, ecrits, masquee)
            request_lecture(fait.dossier, piece, le)
            fait.donnees.update(exigence=exigence, sha256=cliche.sha256)
            transaction.on_commit(ecrits.clear)
            transaction.on_commit(lambda: enqueue(TACHE_APERCU, piece.pk), robust=True)
    except BaseException:
        for nom in ecrits:
            Piece.fichier.field.storage.delete(nom)
        raise
    return piece


def purge_original(piece: Piece) -> bool:
    """Deletes the bytes of a proof the ANS never received; its row and digest stay. False when it was submitted."""
    return False


def make_apercu(piece_id: int, le: datetime | None = None) -> bool:
    """Makes the preview of a proof that has none; True when it was made now. May run twice, even at once.

    A picture that does not open is unreadable; one whose opening was interrupted waits for another try, for an hour.
    """
    le = le or timezone.now()
    piece = Piece.objects.select_related("dossier").filter(pk=piece_id).first()
    if piece is None or piece.etat_apercu != Piece.EtatApercu.A_FAIRE:
        return False
    with piece.fichier.open("rb") as original:
        octets = original.read()
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


def enqueue_late_apercus(le: datetime) -> int:
    """Asks again for the previews whose task was lost. Returns how many."""
    retard = Piece.objects.filter(etat_apercu=Piece.EtatApercu.A_FAIRE, deposee_le__lt=le - DELAI_APERCU)
    identifiants = list(retard.order_by("pk").values_list("pk", flat=True)[:500])
    return sum(enqueue(TACHE_APERCU, pk) for pk in identifiants)


def _inspect(dossier: Dossier, exigence: str, fichier: UploadedFile) -> Cliche:
    """Before the dossier is locked: decoding takes its time, and nobody else should wait for it."""
    connues = {e.code: e for e in dispositif_of(dossier.referentiel).exigences if e.kind is Kind.PIECE}
    if exigence not in connues:
        raise _closed(exigence)
    try:
        return inspect_image(fichier, connues[exigence].formats_fichier)
    except Refus as refus:
        raise Refus(refus.phrase, {exigence: refus.phrase}) from None


def _closed(exigence: str) -> Refus:
    phrase = "Cette pièce n’est pas modifiable maintenant."
    return Refus(phrase, {exigence: phrase})


def _put_aside(fait: Geste, exigence: str) -> None:
    Piece.objects.filter(dossier=fait.dossier, exigence=exigence, remplacee_le=None).update(remplacee_le=fait.le)


def _store(
    fait: Geste, exigence: str, fichier: UploadedFile, cliche: Cliche, ecrits: list[str], masquee: bool
) -> Piece:
    """`ecrits` is told the file's name before its first byte is written: a full disk leaves half a file behind."""
    piece = Piece(
        dossier=fait.dossier,
        exigence=exigence,
        nom=_clean_name(fichier.name or ""),
        type=cliche.type,
        taille=cliche.taille,
        largeur=cliche.largeur,
        hauteur=cliche.hauteur,
        sha256=cliche.sha256,
        deposee_par=fait.par,
        deposee_le=fait.le,
        masquee=masquee,
    )
    ecrits.append(piece.fichier.field.generate_filename(piece, ""))
    piece.fichier.save("", File(fichier), save=False)
    piece.save()
    return piece


def _mark_illisible(piece: Piece, le: datetime) -> None:
    """A proof that does not open is something missing: the dossier's projection says so at once."""
    with transaction.atomic():
        dossier = lock_dossier(piece.dossier)
        _settle(piece, Piece.EtatApercu.ILLISIBLE)
        save_projection(dossier, le)


def _settle(piece: Piece, etat: Piece.EtatApercu, nom: str = "") -> bool:
    """False when another run had already settled it."""
    attendue = Piece.objects.filter(pk=piece.pk, etat_apercu=Piece.EtatApercu.A_FAIRE)
    return bool(attendue.update(etat_apercu=etat, apercu=nom))


def _clean_name(nom: str) -> str:
    lisible = "".join(lettre for lettre in Path(nom).name if lettre.isprintable())
    return lisible[-120:] or "copie-ecran"
