"""What the machine read on a proof, shown to its éditeur: progress, result, what is expected, what one may do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.actions.lecture import maintain_reponse
from dossiers.actions.reponse import save_reponses
from dossiers.depot.contexte import Vue, read_vue
from dossiers.models import Dossier, Lecture, Piece
from dossiers.queries.perimetre import piece_of
from dossiers.queries.piece import lecture_of, versions_of
from dossiers.referentiel.exigence import Exigence
from dossiers.rules.cadre import Cadre, frame_of
from dossiers.rules.comparaison import Comparaison, compare_lecture
from dossiers.rules.concordance import (
    constat_of,
    contradicts,
    is_maintained,
    other_statut,
    read_files,
    shown_file,
    sure_statut,
)
from dossiers.rules.constat import Constat
from dossiers.rules.lecture import is_late
from dossiers.rules.parcours import A_L_EDITEUR
from dossiers.rules.personnel import Personnel, find_personnels
from dossiers.rules.refus import Refus
from dossiers.rules.situation import Situation
from segur.acces import pour_editeur


@dataclass(frozen=True)
class LectureVue:
    """`piece` and `lecture`: those of the first file; `montree`: the file on which the finding stands. `constat`: None
    while nothing is read. `a_maintenir`: the person may answer for what the machine contradicts; `statut`: the status
    it proposes to copy, empty when there is none or it is typed already; `personnels`: by file, what is personal on it.
    """

    piece: Piece
    lecture: Lecture
    en_route: bool
    montree: Piece | None = None
    constat: Constat | None = None
    cadre: Cadre | None = None
    comparaisons: tuple[Comparaison, ...] = ()
    personnels: tuple[tuple[Piece, tuple[Personnel, ...]], ...] = ()
    a_maintenir: bool = False
    maintenue: bool = False
    statut: str = ""

    @property
    def tarde(self) -> bool:
        """True when its result should have come already: the reader is down, or has too much to do."""
        return self.en_route and is_late(self.lecture.demandee_le, timezone.now())

    @property
    def attend_apercu(self) -> bool:
        """True while the picture of where it was read is still to come."""
        return self.cadre is not None and self.montree.etat_apercu == Piece.EtatApercu.A_FAIRE


def copy_status(request: HttpRequest, dossier: Dossier, code: str) -> None:
    """Saves the status read, in the words of the ladder, as the person's own answer."""
    vue = read_vue(request.user, dossier.uuid)
    exigence = next((e for e in vue.situation.dispositif.exigences if e.code == code and e.lecture), None)
    constat = constat_of(exigence, vue.situation) if exigence else None
    if not sure_statut(constat):
        raise Refus("Aucun statut n’est lu avec certitude sur cette pièce : saisissez-le.")
    libelle = _name_statut(constat, vue.situation)
    save_reponses(dossier=dossier, valeurs={exigence.lecture.fait: libelle}, par=request.user)


def maintain(request: HttpRequest, dossier: Dossier, code: str) -> None:
    """The person answers for what they declare, whatever was read."""
    maintain_reponse(dossier=dossier, exigence=code, par=request.user)


# Buttons of the form of an étape: « geste:exigence ».
GESTES_LECTURE = {"recopier": copy_status, "maintenir": maintain}


@require_safe
@pour_editeur
def lecture(request: HttpRequest, uuid: UUID, piece: UUID) -> HttpResponse:
    """The place of a reading on the page, asked again until it is there; the panel beside it then changes too."""
    deposee, vue = piece_of(request.user, uuid, piece), read_vue(request.user, uuid)
    contexte = {"vue": vue, "lue": lecture_vue(versions_of(vue.dossier).get(deposee.exigence, ()), vue)}
    return render(request, "depot/_lecture_suivie.html", contexte)


def lecture_vue(versions: Sequence[Piece], vue: Vue) -> LectureVue | None:
    """What is to be said of a proof in place, of all its files (`versions_of`); None when nothing is read on it."""
    lues = [piece for piece in versions if piece.remplacee_le is None and lecture_of(piece)]
    if not lues:
        return None
    situation, premiere = vue.situation, lues[0]
    exigence = situation.dispositif.exigence(premiere.exigence)
    constat, en_route = constat_of(exigence, situation), any(lecture_of(piece).en_route for piece in lues)
    if constat is None or en_route:
        return LectureVue(premiere, lecture_of(premiere), en_route)
    ouverte = situation.etat in A_L_EDITEUR
    montree, avant = shown_file(constat, exigence.code, situation)
    return LectureVue(
        piece=premiere,
        lecture=lecture_of(premiere),
        en_route=False,
        montree=next((piece for piece in lues if str(piece.uuid) == montree.uuid), premiere),
        constat=constat,
        cadre=frame_of(montree.pages, constat, avant),
        comparaisons=compare_lecture(constat, exigence, situation),
        personnels=tuple(_personal(lues, exigence.code, situation)) if ouverte else (),
        a_maintenir=ouverte and contradicts(constat, exigence, situation),
        maintenue=is_maintained(constat, exigence, situation),
        statut=_to_copy(exigence, constat, situation) if ouverte else "",
    )


def _personal(lues: Sequence[Piece], code: str, situation: Situation) -> Iterator[tuple[Piece, tuple[Personnel, ...]]]:
    lignes = {str(piece.uuid): piece for piece in lues}
    for fichier in read_files(code, situation):
        vus = find_personnels(fichier.pages, tuple(situation.reponses.values()))
        if vus and fichier.uuid in lignes:
            yield lignes[fichier.uuid], vus


def _to_copy(exigence: Exigence, constat: Constat, situation: Situation) -> str:
    """The status read, when the field is empty or says another."""
    libelle = situation.reponses.get(exigence.lecture.fait, "").strip()
    echelle = situation.dispositif.commun.echelle
    lu = other_statut(constat, libelle, echelle) if libelle else sure_statut(constat)
    return _name_statut(constat, situation) if lu else ""


def _name_statut(constat: Constat, situation: Situation) -> str:
    """The status surely read, as the ladder writes it: the spelling of the picture may be misread."""
    return situation.dispositif.commun.echelle.statut(constat.statut).libelle
