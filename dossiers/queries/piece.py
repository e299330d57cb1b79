"""The proofs of a dossier, those in place and those they replaced; a proof as the rules see it."""

from datetime import datetime

from django.db.models import F, QuerySet, Subquery

from dossiers.models import Dossier, Lecture, Piece, Reglage
from dossiers.queries.lecture import pages_of
from dossiers.rules import situation as rules
from dossiers.rules.retenue import barred_because, replace_because


def versions_of(dossier: Dossier) -> dict[str, list[Piece]]:
    """The files by requirement: those in place first, in order, then those put aside, latest first. One query.

    What was read on them stays behind: the situation holds it.
    """
    versions: dict[str, list[Piece]] = {}
    ordre = (F("remplacee_le").desc(nulls_first=True), "rang", "-deposee_le", "-pk")
    pieces = with_lecture(dossier.pieces.select_related("dossier", "deposee_par")).defer("lecture__pages")
    for piece in pieces.order_by(*ordre):
        versions.setdefault(piece.exigence, []).append(piece)
    return versions


def with_lecture(pieces: QuerySet[Piece]) -> QuerySet[Piece]:
    """The same, each with its reading and with what the switch of the readings says: no query more."""
    tours = Reglage.objects.filter(code=Reglage.Code.LECTURE).order_by("-pk").values("valeur")
    return pieces.select_related("lecture__maintenu_par").annotate(lectures=Subquery(tours[:1]))


def as_rules(piece: Piece, au: datetime | None = None) -> rules.Piece:
    """A row read `with_lecture`, as the rules see it: nothing was read on it while the readings are stopped.

    `au`: the moment of a sending; what the éditeur answered for since is not in it.
    """
    lecture = lecture_of(piece)
    maintenue = lecture is not None and lecture.maintenu and (au is None or lecture.maintenu_le <= au)
    return rules.Piece(
        uuid=str(piece.uuid),
        nom=piece.nom,
        sha256=piece.sha256,
        deposee_le=piece.deposee_le,
        illisible=piece.etat_apercu == Piece.EtatApercu.ILLISIBLE,
        pages=pages_of(lecture) if lecture else None,
        maintenu=lecture.maintenu if maintenue else "",
        refus=replace_because(piece.garde),
    )


def lecture_of(piece: Piece) -> Lecture | None:
    """The reading of a proof read `with_lecture`; None when none was asked for, while the readings are stopped, and for
    a proof put aside: what was read on it is no more shown than itself.
    """
    if piece.lectures == Reglage.Valeur.ARRETEE or barred_because(piece.garde):
        return None
    return getattr(piece, "lecture", None)
