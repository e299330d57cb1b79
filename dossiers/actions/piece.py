"""The files of a proof are deposited, taken away, their previews made; those they replace are kept."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils import timezone

from dossiers.actions.fichier import (
    Recu,
    ask_tasks,
    distinct_files,
    erase_original,
    inspect_files,
    refuse_quarantined,
    store_file,
    written_files,
)
from dossiers.actions.geste import Geste, geste
from dossiers.actions.lecture import forget_lecture, request_lecture
from dossiers.actions.quota import reserve_quota
from dossiers.models import Compte, Dossier, Piece
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.exigence import Kind
from dossiers.rules.champ import open_fields
from dossiers.rules.refus import Refus
from dossiers.rules.suite import FICHIERS_MAX, TROP_DE_FICHIERS, uuids_submitted

FERMEE = "Cette pièce n’est pas modifiable maintenant."
PLUS_EN_PLACE = "Ce fichier n’est plus en place : rechargez la page pour voir la preuve telle qu’elle est."
DEJA_LA = "Ce fichier fait déjà partie de la preuve."


def deposit_piece(
    *,
    dossier: Dossier,
    exigence: str,
    fichier: UploadedFile,
    par: Compte,
    le: datetime | None = None,
    masquee: bool = False,
    remplacee: Piece | None = None,
) -> Piece:
    """One file as the whole proof; or in the place of `remplacee` alone, when the proof has others. `masquee`: a copy
    with zones blacked out here. See `deposit_pieces`.
    """
    room = partial(_make_room_at, remplacee) if remplacee else _make_room
    return _deposit(dossier, exigence, [fichier], par, le or timezone.now(), room, masquee)[0]


def deposit_pieces(
    *,
    dossier: Dossier,
    exigence: str,
    fichiers: Sequence[UploadedFile],
    par: Compte,
    le: datetime | None = None,
    ajout: bool = False,
) -> list[Piece]:
    """Keeps the files of one proof as given, in order, under names of our own: all of them or none. The former proof is
    put aside; with `ajout` they follow it instead, those it holds already being passed over.

    Raises `Refus` (tied to the field) for a file that cannot be taken, one too many, a field that is closed or unknown.
    A failure leaves neither row nor file (but a caller who undoes more than this deposit leaves the files behind).
    """
    if len(fichiers) > FICHIERS_MAX:
        raise _refusal(exigence, TROP_DE_FICHIERS)
    return _deposit(dossier, exigence, fichiers, par, le or timezone.now(), _make_room_after if ajout else _make_room)


def remove_piece(*, dossier: Dossier, piece: UUID, par: Compte, le: datetime | None = None) -> None:
    """Takes one file out of its proof; those that follow it close up. It is kept as evidence, like a replaced one.

    Raises `Refus` for a file that is not in place, or not to be touched now.
    """
    le = le or timezone.now()
    with geste("retirer_piece", dossier, par=par, le=le) as fait:
        retiree = Piece.objects.filter(dossier=fait.dossier, uuid=piece, remplacee_le=None).first()
        if retiree is None:
            raise Refus(PLUS_EN_PLACE)
        if retiree.exigence not in open_fields(fait.situation):
            raise _refusal(retiree.exigence, FERMEE)
        _put_aside(fait, _in_place(fait, retiree.exigence).filter(pk=retiree.pk))
        for suivante in _in_place(fait, retiree.exigence).filter(rang__gt=retiree.rang).order_by("rang"):
            suivante.rang -= 1
            suivante.save(update_fields=["rang"])
        fait.donnees.update(exigence=retiree.exigence, sha256=retiree.sha256)


def purge_original(piece: Piece, *, par: Compte | None = None, le: datetime | None = None) -> bool:
    """Erases the bytes of a proof that was replaced and never sent, or of any of a training dossier; its row and its
    digest stay. Traced.

    For what too much is read on, once its masked copy is deposited. False for any other: sent to the ANS, or in place.
    Outside of any transaction, see `erase_original`.
    """
    return erase_original(
        piece,
        par=par,
        le=le or timezone.now(),
        admits=lambda actuelle: actuelle.dossier.formation or _is_spare(actuelle),
        forget=forget_lecture,
    )


def _is_spare(piece: Piece) -> bool:
    return piece.remplacee_le is not None and not _was_sent(piece)


def _was_sent(piece: Piece) -> bool:
    contenus = piece.dossier.soumissions.order_by("pk").values_list("contenu", flat=True)
    return any(str(piece.uuid) in uuids_submitted(contenu) for contenu in contenus)


def _deposit(
    dossier: Dossier,
    exigence: str,
    fichiers: Sequence[UploadedFile],
    par: Compte,
    le: datetime,
    room: Callable[[Geste, str, list[Recu]], tuple[list[Recu], int]],
    masquee: bool = False,
) -> list[Piece]:
    """`room` makes it for these files: which of them to keep, and the rank of the first."""
    recus = _inspect(dossier, exigence, fichiers)
    with written_files() as ecrits, geste("deposer_piece", dossier, par=par, le=le) as fait:
        if exigence not in open_fields(fait.situation):
            raise _refusal(exigence, FERMEE)
        with _about(exigence):
            refuse_quarantined(fait.dossier.editeur_id, recus)
        gardes, rang = room(fait, exigence, recus)
        with _about(exigence):
            reserve_quota(dossier=fait.dossier, tailles=[cliche.taille for _, cliche in gardes])
        pieces = [_store(fait, exigence, recu, rang + n, ecrits, masquee) for n, recu in enumerate(gardes)]
        for piece in pieces:
            request_lecture(fait.dossier, piece, le)
        _trace(fait, pieces)
        ask_tasks(pieces, ecrits)
    return pieces


def _inspect(dossier: Dossier, exigence: str, fichiers: Sequence[UploadedFile]) -> list[Recu]:
    connues = {e.code: e for e in dispositif_of(dossier.referentiel).exigences if e.kind is Kind.PIECE}
    if exigence not in connues:
        raise _refusal(exigence, FERMEE)
    with _about(exigence):
        return inspect_files(fichiers, connues[exigence].formats_fichier)


def _refusal(exigence: str, phrase: str) -> Refus:
    return Refus(phrase, {exigence: phrase})


@contextmanager
def _about(exigence: str) -> Iterator[None]:
    """What is refused inside is said at the field of that proof."""
    try:
        yield
    except Refus as refus:
        raise _refusal(exigence, refus.phrase) from None


def _in_place(fait: Geste, exigence: str) -> QuerySet[Piece]:
    return Piece.objects.filter(dossier=fait.dossier, exigence=exigence, remplacee_le=None)


def _put_aside(fait: Geste, pieces: QuerySet[Piece]) -> int:
    return pieces.update(remplacee_le=fait.le)


def _make_room(fait: Geste, exigence: str, recus: list[Recu]) -> tuple[list[Recu], int]:
    _put_aside(fait, _in_place(fait, exigence))
    return distinct_files(recus), 0


def _make_room_after(fait: Geste, exigence: str, recus: list[Recu]) -> tuple[list[Recu], int]:
    """A file sent twice, because its first sending seemed to fail, is in the proof once."""
    connues = list(_in_place(fait, exigence).values_list("sha256", flat=True))
    neufs = [recu for recu in distinct_files(recus) if recu[1].sha256 not in connues]
    if not neufs:
        raise _refusal(exigence, DEJA_LA)
    if len(connues) + len(neufs) > FICHIERS_MAX:
        raise _refusal(exigence, TROP_DE_FICHIERS)
    return neufs, len(connues)


def _make_room_at(remplacee: Piece, fait: Geste, exigence: str, recus: list[Recu]) -> tuple[list[Recu], int]:
    place = _in_place(fait, exigence).filter(pk=remplacee.pk)
    rang = place.values_list("rang", flat=True).first()
    if rang is None or not _put_aside(fait, place):
        raise _refusal(exigence, PLUS_EN_PLACE)
    return recus, rang


def _trace(fait: Geste, pieces: list[Piece]) -> None:
    premiere, *suite = pieces
    fait.donnees.update(exigence=premiere.exigence, sha256=premiere.sha256)
    if suite:
        fait.donnees["suite"] = [piece.sha256 for piece in suite]
    if premiere.rang:
        fait.donnees["rang"] = premiere.rang


def _store(fait: Geste, exigence: str, recu: Recu, rang: int, ecrits: list[str], masquee: bool) -> Piece:
    piece = Piece(dossier=fait.dossier, exigence=exigence, rang=rang, masquee=masquee)
    store_file(piece, recu, ecrits, par=fait.par, le=fait.le)
    return piece
