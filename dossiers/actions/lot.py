"""Lots: prepared, started, done line by line by a task, cancelled. Each line goes through the action that one dossier
would go through, by the same person, and is refused on its own.

A line and what it does are one transaction: a worker that is killed leaves it waiting and undone, and the sweep gives
the lot to another. Two workers at once never do the same line.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from dossiers.actions.confie import post_confie
from dossiers.actions.dossier import hand_dossier, take_dossier
from dossiers.actions.etape import decide_etape
from dossiers.actions.message import write_message
from dossiers.actions.relance import ask_relance
from dossiers.gateways.file_attente import enqueue
from dossiers.models import Compte, Dossier, LigneLot, Lot
from dossiers.queries.equipe import reviewers
from dossiers.queries.lot import sample_of
from dossiers.queries.perimetre import role_of
from dossiers.queries.situation import situation_of
from dossiers.rules.droit import require_droit
from dossiers.rules.lot import Genre, read_parametres, refuse_complement, require_size
from dossiers.rules.parcours import Etat
from dossiers.rules.refus import Perime, Refus
from dossiers.rules.situation import Examen

TACHE_LOT = "dossiers.tasks.lot.run"
# Lines that one task does before it gives its place to the mails.
TRANCHE = 25
# Without a line settled for that long, the worker of a lot is taken for dead.
SILENCE = timedelta(seconds=60)
PANNE = "Une erreur imprévue est survenue : rien n’a été fait pour ce dossier."
RIEN_DE_FAIT = "Rien n’a été fait pour ce dossier."
FICTIF = "Ce dossier est un dossier de formation : il n’entre dans aucun tableur."
ANNULEE = "Le lot a été annulé avant ce dossier."
journal = logging.getLogger(__name__)


def prepare_lot(*, dossiers: Sequence[Dossier], genre: str, par: Compte, le: datetime | None = None) -> Lot:
    """A lot to be completed and confirmed; an export is ready at once. Raises `Interdit`, or `Refus` for an unknown
    kind, for no dossier or too many.
    """
    require_droit("mener_lot", role_of(par))
    le = le or timezone.now()
    if genre not in Lot.GenreLot.values:
        raise Refus("Choisissez ce qu’il faut faire de ces dossiers.")
    require_size(len(dossiers))
    with transaction.atomic():
        lot = Lot.objects.create(genre=genre, par=par, cree_le=le, total=len(dossiers))
        lignes = [LigneLot(lot=lot, rang=n, dossier=d, version=d.version) for n, d in enumerate(dossiers, 1)]
        LigneLot.objects.bulk_create(lignes)
        if genre == Genre.EXPORTER:
            _export(lot, le)
    return lot


def _export(lot: Lot, le: datetime) -> None:
    """Over at once, but for the exercises: what leaves in a spreadsheet is counted somewhere."""
    fictives = lot.lignes.filter(dossier__formation=True)
    refus = fictives.update(etat=LigneLot.Etat.REFUSEE, phrase=FICTIF, le=le)
    fait = lot.lignes.filter(etat=LigneLot.Etat.ATTENTE).update(etat=LigneLot.Etat.FAITE, le=le)
    _move(lot, Lot.Etat.PREPARE, Lot.Etat.TERMINE, fait=fait, refus=refus, termine_le=le)


def complete_lot(*, lot: Lot, parametres: Mapping[str, str], par: Compte) -> None:
    """Keeps what the act needs (to whom, which requirement and why, which message). Raises `Refus` with its fields, or
    when the lot is already under way; `Interdit`.
    """
    require_droit("mener_lot", role_of(par))
    lus = read_parametres(Genre(lot.genre), parametres)
    if lot.genre == Genre.CONFIER and lus["referent"] not in {str(compte.pk) for compte in reviewers()}:
        raise Refus("Choisissez un instructeur.", {"referent": "Choisissez un instructeur de la liste."})
    if not Lot.objects.filter(pk=lot.pk, etat=Lot.Etat.PREPARE).update(parametres=lus):
        raise Refus(_already(lot))
    lot.parametres = lus


def start_lot(*, lot: Lot, par: Compte, le: datetime | None = None) -> None:
    """Hands the lot to a worker. Starting twice starts once: the second raises `Refus`, as does what is incomplete."""
    require_droit("mener_lot", role_of(par))
    le = le or timezone.now()
    read_parametres(Genre(lot.genre), lot.parametres)
    with transaction.atomic():
        if not _move(lot, Lot.Etat.PREPARE, Lot.Etat.EN_COURS, lance_le=le, avance_le=le):
            raise Refus(_already(lot))
        transaction.on_commit(lambda: enqueue(TACHE_LOT, lot.pk), robust=True)


@transaction.atomic
def cancel_lot(*, lot: Lot, par: Compte, le: datetime | None = None) -> int:
    """What is not done yet will not be; returns how many lines. Raises `Refus` when it is over."""
    require_droit("mener_lot", role_of(par))
    le = le or timezone.now()
    # The lines before the lot, as a worker takes them: neither waits for the other in turn.
    restantes = lot.lignes.filter(etat=LigneLot.Etat.ATTENTE)
    nombre = restantes.update(etat=LigneLot.Etat.ANNULEE, phrase=ANNULEE, le=le)
    if not any(_end(lot, etat, Lot.Etat.ANNULE, le) for etat in (Lot.Etat.PREPARE, Lot.Etat.EN_COURS)):
        raise Refus(_already(lot))
    return nombre


def run_lot(*, lot_id: int, le: datetime | None = None) -> int:
    """Settles the next lines of a lot under way and asks for the following ones; returns how many it settled."""
    lot = Lot.objects.select_related("par").filter(pk=lot_id, etat=Lot.Etat.EN_COURS).first()
    if lot is None:
        return 0
    attente = lot.lignes.filter(etat=LigneLot.Etat.ATTENTE).order_by("rang")
    reglees = sum(_settle(lot, pk, le or timezone.now()) for pk in list(attente.values_list("pk", flat=True)[:TRANCHE]))
    if attente.exists():
        enqueue(TACHE_LOT, lot.pk)
    else:
        _end(lot, Lot.Etat.EN_COURS, Lot.Etat.TERMINE, le or timezone.now())
    return reglees


@transaction.atomic
def _end(lot: Lot, de: str, vers: str, le: datetime) -> bool:
    """Over or cancelled, once. Whoever was handed dossiers is told of them all by one mail."""
    fini = _move(lot, de, vers, termine_le=le)
    if fini and lot.genre == Genre.CONFIER and lot.parametres.get("referent") not in (None, str(lot.par_id)):
        faites = lot.lignes.filter(etat=LigneLot.Etat.FAITE).select_related("dossier").order_by("rang")
        if confies := [ligne.dossier for ligne in faites]:
            post_confie(dossiers=confies, a=_referent(lot), par=lot.par, le=le)
    return fini


def sweep_lots(*, le: datetime | None = None) -> int:
    """Asks again for the lots whose worker died or whose task was lost; forgets those that nobody confirmed for a week.
    Returns how many were asked for.
    """
    le = le or timezone.now()
    Lot.objects.filter(etat=Lot.Etat.PREPARE, cree_le__lt=le - timedelta(days=7)).delete()
    muets = Lot.objects.filter(etat=Lot.Etat.EN_COURS, avance_le__lt=le - SILENCE).order_by("avance_le", "pk")
    return sum(enqueue(TACHE_LOT, pk) for pk in list(muets.values_list("pk", flat=True)))


def _settle(lot: Lot, ligne_id: int, le: datetime) -> bool:
    """Does one line, or writes why it is refused; False when someone else had it. A database that fails is for the next
    try; any other failure is said on the line, and does not hold up the others.
    """
    try:
        with transaction.atomic():
            if not _mark(lot, ligne_id, LigneLot.Etat.FAITE, le):
                return False
            ligne = lot.lignes.get(pk=ligne_id)
            dossier = Dossier.objects.select_related("editeur", "solution", "referentiel").get(pk=ligne.dossier_id)
            if not lot.par.is_active:
                raise Refus(f"Le compte de {lot.par} est fermé.")
            phrase = ACTES[Genre(lot.genre)](lot, dossier, ligne, le)
            lot.lignes.filter(pk=ligne_id).update(phrase=phrase)
            return True
    except Refus as refus:
        return _mark(lot, ligne_id, LigneLot.Etat.REFUSEE, le, _said(refus))
    except (OperationalError, InterfaceError):
        raise
    except Exception as erreur:
        journal.error("lot %s, ligne %s : %s", lot.pk, ligne_id, type(erreur).__name__)
        return _mark(lot, ligne_id, LigneLot.Etat.REFUSEE, le, PANNE)


def _said(refus: Refus) -> str:
    """A refusal as the report says it: nobody was typing in that dossier."""
    return f"{refus.constat} {RIEN_DE_FAIT}" if isinstance(refus, Perime) else refus.phrase


@transaction.atomic
def _mark(lot: Lot, ligne_id: int, etat: LigneLot.Etat, le: datetime, phrase: str = "") -> bool:
    """Takes a line that waits and leaves it in that state; False when it waits no more."""
    attendue = lot.lignes.filter(pk=ligne_id, etat=LigneLot.Etat.ATTENTE)
    if not attendue.update(etat=etat, phrase=phrase[:1000], le=le):
        return False
    compteur = "fait" if etat == LigneLot.Etat.FAITE else "refus"
    Lot.objects.filter(pk=lot.pk).update(**{compteur: F(compteur) + 1}, avance_le=le)
    return True


def _move(lot: Lot, de: str, vers: str, **champs: object) -> bool:
    """From a state to another, once."""
    fait = bool(Lot.objects.filter(pk=lot.pk, etat=de).update(etat=vers, **champs))
    if fait:
        for nom, valeur in {"etat": vers, **champs}.items():
            setattr(lot, nom, valeur)
    return fait


def _already(lot: Lot) -> str:
    etat = Lot.objects.get(pk=lot.pk).get_etat_display()
    return f"Ce lot est {etat} : rechargez la page pour le voir tel qu’il est."


def _assign(lot: Lot, dossier: Dossier, ligne: LigneLot, le: datetime) -> str:
    referent = _referent(lot)
    if referent.pk == lot.par_id:
        take_dossier(dossier=dossier, par=lot.par, le=le)
    else:
        hand_dossier(dossier=dossier, a=referent, par=lot.par, prevenir=False, le=le)
    return f"Confié à {referent}."


def _referent(lot: Lot) -> Compte:
    return Compte.objects.get(pk=int(lot.parametres["referent"]))


def _remind(lot: Lot, dossier: Dossier, ligne: LigneLot, le: datetime) -> str:
    nombre = ask_relance(dossier=dossier, par=lot.par, le=le)
    return f"{nombre} personne{'s' * (nombre > 1)} à prévenir, aux heures ouvrées."


def _contest(lot: Lot, dossier: Dossier, ligne: LigneLot, le: datetime) -> str:
    """That requirement is to be corrected, for that reason; the other verdicts stay as they are, and must be there."""
    code, motif = lot.parametres["exigence"], lot.parametres["motif"]
    # Of a dossier that is elsewhere, or has changed, the action says it better.
    if dossier.etat == Etat.SOUMISE and dossier.version == ligne.version:
        phrase = refuse_complement(situation_of(dossier, le), code)
        if phrase:
            raise Refus(phrase)
    examens = {code: Examen(code, "a_corriger", motif)}
    soumission = decide_etape(
        dossier=dossier,
        decision="demander_complements",
        examens=examens,
        version=ligne.version,
        par=lot.par,
        motif=lot.parametres.get("message", ""),
        le=le,
    )
    return "Complément demandé." if soumission.decision else "Complément proposé : une seconde lecture est attendue."


def _write(lot: Lot, dossier: Dossier, ligne: LigneLot, le: datetime) -> str:
    objet, texte = sample_of(lot, dossier)
    attend = lot.parametres["attend_reponse"] == "oui"
    write_message(dossier=dossier, objet=objet, texte=texte, contexte=(), par=lot.par, attend_reponse=attend, le=le)
    return "Message écrit."


# What a line does, by the kind of its lot; what it returns is what the report says of it.
ACTES: dict[Genre, Callable[[Lot, Dossier, LigneLot, datetime], str]] = {
    Genre.CONFIER: _assign,
    Genre.RELANCER: _remind,
    Genre.COMPLEMENT: _contest,
    Genre.ECRIRE: _write,
}
