"""The history of the CNDA request, as the proofs showed it: each status, when, and the time between two."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dossiers.models import Dossier, Piece, Soumission, Statut
from dossiers.rules.jour import PARIS
from dossiers.rules.suite import uuids_submitted


@dataclass(frozen=True)
class Passage:
    """A status and the day it is known from: the one the picture shows, else the day of its deposit (`affiche` False).

    `jours` since the status before; None for the first.
    """

    libelle: str
    nil: str
    jour: date
    affiche: bool
    jours: int | None = None


def passages_of(dossier: Dossier, *, envoyes: bool = False) -> tuple[Passage, ...]:
    """The statuses read for the dossier's solution, oldest first, each once. `envoyes`: from what the ANS received.

    None from a proof put aside or infected.
    """
    siens = Statut.objects.filter(solution=dossier.solution_id, piece__quarantaine_le=None)
    montrables = siens.exclude(piece__analyse=Piece.EtatAnalyse.INFECTEE)
    lus = list(montrables.select_related("piece").order_by("constate_le", "pk"))
    admis = _sent(dossier) if envoyes and lus else None
    gardes = [statut for statut in lus if admis is None or str(statut.piece.uuid) in admis]
    return tuple(_timed(sorted(_firsts(gardes), key=lambda passage: (passage.nil, passage.jour))))


def _sent(dossier: Dossier) -> set[str]:
    soumissions = Soumission.objects.filter(dossier__solution=dossier.solution_id).order_by("pk")
    return {uuid for contenu in soumissions.values_list("contenu", flat=True) for uuid in uuids_submitted(contenu)}


def _firsts(statuts: list[Statut]) -> Iterator[Passage]:
    """The first sight of each status of each number: the same picture sent twice says nothing new."""
    vus: set[tuple[str, str]] = set()
    for statut in statuts:
        if (statut.nil, statut.code) not in vus:
            vus.add((statut.nil, statut.code))
            jour = statut.date or statut.constate_le.astimezone(PARIS).date()
            yield Passage(statut.libelle, statut.nil, jour, statut.date is not None)


def _timed(passages: list[Passage]) -> Iterator[Passage]:
    avant: Passage | None = None
    for passage in passages:
        jours = (passage.jour - avant.jour).days if avant and avant.nil == passage.nil else None
        yield Passage(passage.libelle, passage.nil, passage.jour, passage.affiche, jours)
        avant = passage
