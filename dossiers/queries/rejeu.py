"""Proofs made of the same picture as another that was sent to the ANS: for its reviewers alone."""

from collections import Counter
from dataclasses import dataclass

from dossiers.models import Dossier, Piece, Repere, Soumission
from dossiers.queries.lecture import pages_of
from dossiers.queries.piece import lecture_of, with_lecture
from dossiers.rules.rejeu import is_same_picture, marks_of
from dossiers.rules.suite import uuids_submitted

# A number seen on more proofs than this tells nothing (a switchboard, a foot of page); proofs compared at the most.
BANAL, CANDIDATS = 20, 50


@dataclass(frozen=True)
class Rejeu:
    """`identique`: byte for byte. `meme_entreprise`: the other dossier is of the same company."""

    piece: Piece
    identique: bool
    meme_entreprise: bool

    @property
    def dossier(self) -> Dossier:
        return self.piece.dossier


def replays_of(piece: Piece) -> tuple[Rejeu, ...]:
    """The proofs of other dossiers, once sent to the ANS, made of the same picture or nearly; oldest first.

    Four queries at the most, whatever there is. What is still a draft elsewhere is not told, nor what is of training.
    """
    if piece.dossier.formation:
        return ()
    candidats = _candidates(piece)
    envoyees = _sent(candidats)
    pareils = [(autre, autre.sha256 == piece.sha256) for autre in candidats if str(autre.uuid) in envoyees]
    return tuple(
        Rejeu(autre, identique, autre.dossier.editeur_id == piece.dossier.editeur_id)
        for autre, identique in pareils
        if identique or _looks_like(piece, autre)
    )


def _candidates(piece: Piece) -> list[Piece]:
    autres = Piece.objects.exclude(dossier=piece.dossier_id).filter(dossier__formation=False)
    autres = with_lecture(autres.select_related("dossier__editeur"))
    identiques = list(autres.filter(sha256=piece.sha256).order_by("pk")[:CANDIDATS])
    vus = {autre.pk for autre in identiques}
    voisins = autres.filter(lecture__in=_neighbours(piece)).exclude(pk__in=vus).order_by("pk")[:CANDIDATS]
    return identiques + list(voisins)


def _neighbours(piece: Piece) -> list[int]:
    """Readings that share numbers with this one, those that share most first; numbers found everywhere do not count."""
    lecture = lecture_of(piece)
    pages = pages_of(lecture) if lecture else None
    if not pages:
        return []
    reels = Repere.objects.filter(texte__in=sorted(marks_of(pages)), lecture__piece__dossier__formation=False)
    reperes = reels.exclude(lecture__piece__dossier=piece.dossier_id)
    couples = list(reperes.order_by("-pk").values_list("texte", "lecture")[: CANDIDATS * BANAL])
    frequences = Counter(texte for texte, _ in couples)
    partages = Counter(lue for texte, lue in couples if frequences[texte] <= BANAL)
    return [lue for lue, _ in partages.most_common(CANDIDATS)]


def _sent(pieces: list[Piece]) -> set[str]:
    dossiers = {piece.dossier_id for piece in pieces}
    contenus = Soumission.objects.filter(dossier__in=dossiers).order_by("pk").values_list("contenu", flat=True)
    return {uuid for contenu in contenus for uuid in uuids_submitted(contenu)} if dossiers else set()


def _looks_like(piece: Piece, autre: Piece) -> bool:
    une, deux = lecture_of(piece), lecture_of(autre)
    if une is None or deux is None:
        return False
    marques = [marks_of(pages_of(lecture) or ()) for lecture in (une, deux)]
    return is_same_picture(*marques, une.empreinte, deux.empreinte)
