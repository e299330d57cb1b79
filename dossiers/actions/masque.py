"""A proof is given again with zones blacked out: the masked copy is the original from then on, and says so."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.actions.apercu import read_original
from dossiers.actions.piece import deposit_piece, purge_original
from dossiers.gateways.apercu import ATTENTE_LECTURE, SECONDES_LECTURE, ApercuImpossible, open_pages
from dossiers.gateways.masque import draw_masks
from dossiers.models import Compte, Piece
from dossiers.models.fichier import PAGES_VUES
from dossiers.rules.cadre import Rectangle
from dossiers.rules.refus import Refus
from dossiers.rules.retenue import barred_because

ZONES_MAX = 50
LONG = (
    "Ce PDF compte {pages} pages et seules les {vues} premières peuvent être masquées : déposez un PDF qui ne "
    "contient que les pages utiles."
)


def mask_piece(*, piece: Piece, zones: Sequence[Rectangle], par: Compte, le: datetime | None = None) -> Piece:
    """Deposits the masked copy in the place of the proof; what the ANS never received of the former is deleted.

    `zones` in hundredths of the width and height. Raises `Refus`: nothing to mask, too much, a file that does not open,
    or a proof that may not be replaced now.
    """
    if not zones:
        raise Refus("Indiquez au moins une zone à masquer.")
    if len(zones) > ZONES_MAX:
        raise Refus(f"{ZONES_MAX} zones au plus peuvent être masquées : regroupez-les.")
    if piece.pages > PAGES_VUES:
        raise Refus(LONG.format(pages=piece.pages, vues=PAGES_VUES))
    octets, suffixe = _draw(piece, zones)
    fichier = SimpleUploadedFile(f"{PurePath(piece.nom).stem[:80]}-masque.{suffixe}", octets)
    masquee = deposit_piece(
        dossier=piece.dossier, exigence=piece.exigence, fichier=fichier, par=par, le=le, masquee=True, remplacee=piece
    )
    purge_original(piece, par=par, le=le)
    return masquee


def _draw(piece: Piece, zones: Sequence[Rectangle]) -> tuple[bytes, str]:
    if motif := barred_because(piece.garde):
        raise Refus(motif)
    try:
        return draw_masks(open_pages(read_original(piece), SECONDES_LECTURE, ATTENTE_LECTURE), zones)
    except (ApercuImpossible, FileNotFoundError):
        raise Refus("Ce fichier ne s’ouvre pas : remplacez-le par une copie d’écran déjà masquée.") from None
