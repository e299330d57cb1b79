"""A proof is deposited, its preview made; the one it replaces is kept."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from dossiers.actions.geste import Geste, geste
from dossiers.gateways.apercu import ApercuImpossible
from dossiers.gateways.apercu import make_apercu as encode_apercu
from dossiers.gateways.file_attente import enqueue
from dossiers.gateways.image import Cliche, inspect_image
from dossiers.models import Compte, Dossier, Piece
from dossiers.referentiel.exigence import Kind
from dossiers.rules.champ import open_fields
from dossiers.rules.refus import Refus

TACHE_APERCU = "dossiers.tasks.piece.preview"
DELAI_APERCU = timedelta(seconds=60)


def deposit_piece(
    *, dossier: Dossier, exigence: str, fichier: UploadedFile, par: Compte, le: datetime | None = None
) -> Piece:
    """Keeps the bytes as given, under a name of our own, and puts the former proof aside.

    Raises `Refus` (tied to the field) for a file that cannot be taken, a field that is closed, or an unknown one.
    A failure leaves neither row nor file.
    """
    le = le or timezone.now()
    piece = None
    try:
        with geste("deposer_piece", dossier, par=par, le=le) as fait:
            cliche = _inspect(fait, exigence, fichier)
            _put_aside(fait, exigence)
            piece = _store(fait, exigence, fichier, cliche)
            fait.donnees.update(exigence=exigence, sha256=cliche.sha256)
            transaction.on_commit(lambda: enqueue(TACHE_APERCU, piece.pk), robust=True)
    except BaseException:
        if piece is not None and piece.fichier.name:
            piece.fichier.storage.delete(piece.fichier.name)
        raise
    return piece


def make_apercu(piece_id: int) -> bool:
    """Makes the preview of a proof that has none; True when it was made now. May run twice."""
    piece = Piece.objects.select_related("dossier").get(pk=piece_id)
    if piece.etat_apercu != Piece.EtatApercu.A_FAIRE:
        return False
    try:
        nom = _encode(piece)
    except ApercuImpossible:
        Piece.objects.filter(pk=piece_id).update(etat_apercu=Piece.EtatApercu.ILLISIBLE)
        return False
    Piece.objects.filter(pk=piece_id).update(etat_apercu=Piece.EtatApercu.FAIT, apercu=nom)
    return True


def enqueue_late_apercus(le: datetime) -> int:
    """Asks again for the previews whose task was lost. Returns how many."""
    retard = Piece.objects.filter(etat_apercu=Piece.EtatApercu.A_FAIRE, deposee_le__lt=le - DELAI_APERCU)
    identifiants = list(retard.order_by("pk").values_list("pk", flat=True)[:500])
    return sum(enqueue(TACHE_APERCU, pk) for pk in identifiants)


def _inspect(fait: Geste, exigence: str, fichier: UploadedFile) -> Cliche:
    attendues = {e.code: e for e in fait.situation.dispositif.exigences_de(fait.situation.etape)}
    voulue = attendues.get(exigence)
    if voulue is None or voulue.kind is not Kind.PIECE or exigence not in open_fields(fait.situation):
        raise Refus("Cette pièce n’est pas modifiable maintenant.", {exigence: "Cette pièce n’est pas modifiable."})
    try:
        return inspect_image(fichier, fichier.size or 0, voulue.formats_fichier)
    except Refus as refus:
        raise Refus(refus.phrase, {exigence: refus.phrase}) from None


def _put_aside(fait: Geste, exigence: str) -> None:
    Piece.objects.filter(dossier=fait.dossier, exigence=exigence, remplacee_le=None).update(remplacee_le=fait.le)


def _store(fait: Geste, exigence: str, fichier: UploadedFile, cliche: Cliche) -> Piece:
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
    )
    piece.fichier.save(piece.uuid.hex, File(fichier), save=False)
    try:
        piece.save()
    except BaseException:
        piece.fichier.storage.delete(piece.fichier.name)
        raise
    return piece


def _encode(piece: Piece) -> str:
    with tempfile.TemporaryDirectory() as dossier:
        source, cible = Path(dossier) / "source", Path(dossier) / "apercu.webp"
        with piece.fichier.open("rb") as original:
            source.write_bytes(original.read())
        encode_apercu(source, cible)
        with cible.open("rb") as octets:
            return piece.apercu.storage.save(piece.apercu.field.generate_filename(piece, "apercu.webp"), File(octets))


def _clean_name(nom: str) -> str:
    lisible = "".join(lettre for lettre in Path(nom).name if lettre.isprintable())
    return lisible[-120:] or "copie-ecran"
