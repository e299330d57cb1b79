"""A proof is read by the machine: asked for at its deposit, claimed, read apart, settled once.

Whoever is killed in the middle loses nothing: the claim ends by itself and the sweeper asks again.
"""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from dossiers.actions.apercu import read_original
from dossiers.actions.evenement import record_evenement
from dossiers.actions.geste import geste, lock_dossier
from dossiers.actions.projection import save_projection
from dossiers.actions.statut import note_statut
from dossiers.gateways.apercu import ApercuImpossible, ApercuInterrompu, open_pages
from dossiers.gateways.empreinte import print_of
from dossiers.gateways.file_attente import enqueue
from dossiers.gateways.lecture import LectureImpossible, read_pages
from dossiers.models import Compte, Dossier, Lecture, Piece, Repere
from dossiers.queries.lecture import freeze_pages
from dossiers.queries.referentiel import dispositif_of
from dossiers.queries.reglage import lecture_active
from dossiers.queries.situation import situation_of
from dossiers.rules.concordance import constat_of, contradicts
from dossiers.rules.lecture import Page
from dossiers.rules.parcours import EN_COURS
from dossiers.rules.refus import Refus
from dossiers.rules.rejeu import marks_of
from dossiers.rules.retenue import barred_because

TACHE_LECTURE = "dossiers.tasks.lecture.read"
EVENEMENT_LECTURE = "lire"
ESSAIS_MAX = 3
# Few at a time: whoever deposits a proof now waits for those that were asked for before.
LOT = 6


def request_lecture(dossier: Dossier, piece: Piece, le: datetime) -> None:
    """Asks for the reading of a proof on which something is to be read, in the transaction of its deposit; not while
    the readings are stopped.
    """
    if dispositif_of(dossier.referentiel).exigence(piece.exigence).lecture is None or not lecture_active():
        return
    Lecture.objects.create(piece=piece, demandee_le=le)
    transaction.on_commit(lambda: enqueue(TACHE_LECTURE, piece.pk), robust=True)


def forget_lecture(piece: Piece) -> None:
    """What was read on a proof whose bytes are erased goes with them; a reading under way will settle nothing."""
    Repere.objects.filter(lecture__piece=piece.pk).delete()
    Lecture.objects.filter(piece=piece.pk).update(
        etat=Lecture.Etat.ABANDONNEE, verrou_jusqu_a=None, pages=[], empreinte=""
    )


def read_piece(piece_id: int, le: datetime | None = None) -> str:
    """Reads a proof that waits for it; returns the state its reading is left in, empty when it was not ours to read.

    May run twice, even at once: the claim is committed first, and only its holder settles.
    """
    verrou = _claim(piece_id, le or timezone.now()) if lecture_active() else None
    if verrou is None:
        return ""
    lecture = Lecture.objects.select_related("piece__dossier").get(piece=piece_id)
    debut = time.monotonic()
    try:
        pages, empreinte = _read(lecture.piece)
    except (ApercuInterrompu, LectureImpossible):
        return _postpone(lecture, verrou)
    except (ApercuImpossible, FileNotFoundError):
        return _leave(lecture, verrou, Lecture.Etat.ABANDONNEE)
    return _settle(lecture, verrou, pages, empreinte, time.monotonic() - debut)


def sweep_lectures(le: datetime | None = None) -> int:
    """Asks again for the readings whose task, or whose worker, was lost. Returns how many were asked for."""
    le = le or timezone.now()
    retard = timedelta(seconds=settings.LECTURE_RETARD)
    perdues = Q(etat=Lecture.Etat.ATTENTE, demandee_le__lt=le - retard) | Q(
        etat=Lecture.Etat.EN_COURS, verrou_jusqu_a__lt=le
    )
    attendues = Lecture.objects.filter(perdues, piece__remplacee_le=None).order_by("demandee_le", "pk")
    return sum(enqueue(TACHE_LECTURE, pk) for pk in list(attendues.values_list("piece_id", flat=True)[:LOT]))


def refresh_read_dossiers(le: datetime | None = None) -> int:
    """Projects anew what readings may change, when the switch of the readings was turned. Returns how many dossiers."""
    le = le or timezone.now()
    lues = Piece.objects.filter(lecture__etat=Lecture.Etat.FAITE, remplacee_le=None)
    dossiers = Dossier.objects.filter(pieces__in=lues, etat__in=[etat.value for etat in EN_COURS])
    for dossier in dossiers.distinct().order_by("pk").iterator():
        with transaction.atomic():
            save_projection(lock_dossier(dossier), le)
    return dossiers.distinct().count()


def maintain_reponse(*, dossier: Dossier, exigence: str, par: Compte, le: datetime | None = None) -> None:
    """A person of the éditeur answers for what they declare, whatever the machine read: their word wins, and is kept.

    Raises `Refus` when the machine contradicts nothing there.
    """
    le = le or timezone.now()
    with geste("maintenir_reponse", dossier, par=par, le=le) as fait:
        attendue = next((e for e in fait.situation.dispositif.exigences if e.code == exigence), None)
        constat = constat_of(attendue, fait.situation) if attendue else None
        if constat is None or not contradicts(constat, attendue, fait.situation):
            raise Refus("La lecture de cette pièce ne contredit plus votre réponse : il n’y a rien à maintenir.")
        lectures = Lecture.objects.filter(piece__dossier=fait.dossier, piece__exigence=exigence)
        lectures.filter(piece__remplacee_le=None).update(maintenu=constat.phrase, maintenu_par=par, maintenu_le=le)
        fait.donnees.update(exigence=exigence, motif=constat.motif.value)


def _claim(piece_id: int, le: datetime) -> datetime | None:
    """Takes a reading that waits, or that a dead worker left: until when, or None when it cannot be taken."""
    _give_up(piece_id, le)
    verrou = le + timedelta(seconds=settings.LECTURE_VERROU)
    libre = Q(etat=Lecture.Etat.ATTENTE) | Q(etat=Lecture.Etat.EN_COURS, verrou_jusqu_a__lt=le)
    with transaction.atomic():
        prise = Lecture.objects.filter(libre, piece=piece_id).update(
            etat=Lecture.Etat.EN_COURS, verrou_jusqu_a=verrou, essais=F("essais") + 1
        )
    return verrou if prise else None


def _give_up(piece_id: int, le: datetime) -> None:
    """A reading whose readers died at each try is for a person: it would hold the reader for ever."""
    mortes = Lecture.objects.filter(piece=piece_id, etat=Lecture.Etat.EN_COURS, verrou_jusqu_a__lt=le)
    mortes.filter(essais__gte=ESSAIS_MAX).update(etat=Lecture.Etat.ABANDONNEE, verrou_jusqu_a=None)


def _read(piece: Piece) -> tuple[tuple[Page, ...], str]:
    if barred_because(piece.garde):
        raise ApercuImpossible("put aside", b"")
    vues = open_pages(read_original(piece))
    return read_pages(vues), print_of(vues[0])


def _postpone(lecture: Lecture, verrou: datetime) -> str:
    """Another try, asked for by the sweeper; after the last, a person will look."""
    derniere = lecture.essais >= ESSAIS_MAX
    return _leave(lecture, verrou, Lecture.Etat.ABANDONNEE if derniere else Lecture.Etat.ATTENTE)


def _leave(lecture: Lecture, verrou: datetime, etat: Lecture.Etat, **champs: object) -> str:
    """Moves a reading out of our claim; empty when another had taken it meanwhile."""
    notre = Lecture.objects.filter(pk=lecture.pk, etat=Lecture.Etat.EN_COURS, verrou_jusqu_a=verrou)
    return str(etat) if notre.update(etat=etat, verrou_jusqu_a=None, **champs) else ""


def _settle(lecture: Lecture, verrou: datetime, pages: tuple[Page, ...], empreinte: str, duree: float) -> str:
    le = timezone.now()
    faits = {"faite_le": le, "duree": round(duree, 3), "pages": freeze_pages(pages), "empreinte": empreinte}
    with transaction.atomic():
        dossier = lock_dossier(lecture.piece.dossier)
        etat = _leave(lecture, verrou, Lecture.Etat.FAITE, **faits)
        if etat:
            Repere.objects.bulk_create(Repere(lecture=lecture, texte=texte) for texte in sorted(marks_of(pages)))
            _conclude(dossier, lecture.piece, le)
    return etat


def _conclude(dossier: Dossier, piece: Piece, le: datetime) -> None:
    """What the reading says of the dossier as it stands: a line of its trace, a status of its history, what is missing.

    Of a proof replaced meanwhile nothing is said.
    """
    situation = situation_of(dossier, le)
    exigence = situation.dispositif.exigence(piece.exigence)
    en_place = {fichier.uuid for fichier in situation.files_of(piece.exigence)}
    constat = constat_of(exigence, situation) if str(piece.uuid) in en_place else None
    donnees = {"exigence": piece.exigence, "sha256": piece.sha256}
    if constat is not None:
        donnees |= {"issue": constat.issue.value, "motif": constat.motif.value}
    record_evenement(dossier=dossier, geste=EVENEMENT_LECTURE, etape=exigence.etape, par=None, le=le, donnees=donnees)
    note_statut(dossier, piece, constat)
    save_projection(dossier, le)
