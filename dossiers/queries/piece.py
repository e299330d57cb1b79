"""The proofs of a dossier, those in place and those they replaced; a proof as the rules see it."""

from django.db.models import F

from dossiers.models import Dossier, Lecture, Piece
from dossiers.queries.lecture import pages_of
from dossiers.rules import situation as rules
from dossiers.rules.retenue import replace_because


def versions_of(dossier: Dossier) -> dict[str, list[Piece]]:
    """The files by requirement: those in place first, in order, then those put aside, latest first. One query."""
    versions: dict[str, list[Piece]] = {}
    ordre = (F("remplacee_le").desc(nulls_first=True), "rang", "-deposee_le", "-pk")
    trouvees = dossier.pieces.select_related("dossier", "deposee_par", "lecture__maintenu_par").order_by(*ordre)
    for piece in trouvees:
        versions.setdefault(piece.exigence, []).append(piece)
    return versions


def as_rules(piece: Piece) -> rules.Piece:
    """A row, its `lecture` selected with it, as the rules see it."""
    lecture = lecture_of(piece)
    return rules.Piece(
        uuid=str(piece.uuid),
        nom=piece.nom,
        sha256=piece.sha256,
        deposee_le=piece.deposee_le,
        illisible=piece.etat_apercu == Piece.EtatApercu.ILLISIBLE,
        pages=pages_of(lecture) if lecture else None,
        maintenu=lecture.maintenu if lecture else "",
        refus=replace_because(piece.garde),
    )


def lecture_of(piece: Piece) -> Lecture | None:
    """The reading of a proof; None when none was asked for."""
    return getattr(piece, "lecture", None)
