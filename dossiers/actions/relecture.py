"""The second reading of a decision: proposed, read by another person, settled or waived. No éditeur sees it.

The first reader's verdicts leave the page when they are proposed, so that the second reads without them; both readers'
are kept in the `Jugement` rows for ever.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from dossiers.actions.geste import Geste, geste
from dossiers.models import Compte, Dossier, Examen, Jugement, Relecture, Soumission
from dossiers.queries.reglage import relecture_taux
from dossiers.queries.relecture import relecture_of, relectures_ouvertes
from dossiers.queries.situation import last_soumission
from dossiers.rules.refus import Refus, require_motif
from dossiers.rules.relecture import MOTIF_MAX, Etat, Suite, due_regle, next_suite, refuse_reader
from dossiers.rules.transition import require_transition
from dossiers.rules.zone import recall_zone, write_zone

# How a decision that two people were to read was reached.
ISSUES = {Etat.ATTENDUE: "accord", Etat.DESACCORD: "tranchee", Etat.DISPENSEE: "dispense"}
SANS_MOTIF = "Dites pourquoi cette décision se prend sans seconde lecture\u00a0: ce motif est gardé."
SANS_OBJET = "Aucune seconde lecture n’est attendue sur ce dossier."


def guard_reader(soumission: Soumission, par: Compte) -> None:
    """Raises `Refus` when this person has proposed a decision and another is to read."""
    ouverte = relecture_of(soumission)
    refuse_reader(par.pk, ouverte.lectures if ouverte else None)


def hold_decision(*, dossier: Dossier, decision: str, motif: str, par: Compte, le: datetime) -> bool:
    """True when a decision, its verdicts just stored, must wait: it is then kept as a first or a second reading.

    False when it is to be applied: nobody reads an exercise again. Raises `Refus`. The dossier's row is locked by the
    caller.
    """
    soumission = last_soumission(dossier, dossier.etape)
    relecture = relecture_of(soumission) if soumission else None
    lectures = relecture.lectures if relecture else None
    attendue = soumission and not relecture and not dossier.formation
    regle = due_regle(decision, soumission.sha256, relecture_taux()) if attendue else None
    suite = next_suite(decision, par.pk, lectures, regle)
    if suite is Suite.APPLIQUER:
        return False
    with geste(suite.value, dossier, par=par, le=le) as fait:
        require_transition(decision, fait.situation, fait.role)
        if suite is Suite.PROPOSER:
            _propose(fait, soumission, decision, motif, regle.code)
        else:
            _read(relecture, decision, motif, par, le)
        fait.donnees.update(tour=soumission.tour, decision=decision, regle=regle.code if regle else relecture.regle)
    return True


def conclude_relecture(fait: Geste, soumission: Soumission) -> None:
    """Closes the reading of a submission that has just been decided: whoever agreed is its second reader."""
    relecture = relecture_of(soumission)
    if relecture is None:
        return
    fait.donnees["relecture"] = ISSUES[relecture.lectures.etat]
    if relecture.lectures.etat is Etat.ATTENDUE:
        _read(relecture, soumission.decision, soumission.decision_motif, fait.par, fait.le)
    close_relectures(fait.dossier, fait.le)


def close_relectures(dossier: Dossier, le: datetime) -> None:
    """Nothing more is awaited of this dossier's readers."""
    relectures_ouvertes().filter(soumission__dossier=dossier).update(close_le=le)


def waive_relecture(
    *, dossier: Dossier, motif: str, version: int | None = None, par: Compte, le: datetime | None = None
) -> Relecture:
    """An administrator answers for a decision that nobody else will read: whoever decides next decides alone.

    The first reader's verdicts come back to the page; what the other had begun is kept beside them. Raises `Interdit`,
    `Perime`, or `Refus` (with its field) without a reason, or when nothing is awaited.
    """
    le, motif = le or timezone.now(), motif.strip()
    with geste("dispenser_relecture", dossier, par=par, le=le, version=version) as fait:
        soumission = last_soumission(fait.dossier, fait.situation.etape)
        relecture = relecture_of(soumission)
        if relecture is None or relecture.lectures.etat is Etat.DISPENSEE:
            raise Refus(SANS_OBJET)
        require_motif(motif, SANS_MOTIF, MOTIF_MAX)
        if relecture.lectures.etat is Etat.ATTENDUE:
            _keep_second(relecture)
            _give_back(relecture, soumission)
        relecture.dispense_motif, relecture.dispensee_par, relecture.dispensee_le = motif, par, le
        relecture.save(update_fields=["dispense_motif", "dispensee_par", "dispensee_le"])
        fait.donnees.update(tour=soumission.tour, decision=relecture.decision)
    return relecture


def _propose(fait: Geste, soumission: Soumission, decision: str, motif: str, regle: str) -> None:
    """The verdicts leave the page with the proposal."""
    relecture = Relecture.objects.create(
        soumission=soumission, regle=regle, decision=decision, motif=motif.strip(), premier=fait.par, le=fait.le
    )
    Jugement.objects.bulk_create(
        Jugement(
            relecture=relecture,
            exigence=e.exigence,
            premier=e.verdict,
            premier_motif=e.motif,
            premier_zone=write_zone(e.zone),
        )
        for e in _examens(soumission)
    )
    soumission.examens.all().delete()


def _read(relecture: Relecture, decision: str, motif: str, par: Compte, le: datetime) -> None:
    relecture.seconde_decision, relecture.seconde_motif = decision, motif.strip()
    relecture.second, relecture.seconde_le = par, le
    relecture.save(update_fields=["seconde_decision", "seconde_motif", "second", "seconde_le"])
    _keep_second(relecture)


def _keep_second(relecture: Relecture) -> None:
    """What stands on the page is the second reader's: kept beside the first's."""
    for examen in _examens(relecture.soumission):
        valeurs = {"second": examen.verdict, "second_motif": examen.motif, "second_zone": write_zone(examen.zone)}
        Jugement.objects.update_or_create(relecture=relecture, exigence=examen.exigence, defaults=valeurs)


def _give_back(relecture: Relecture, soumission: Soumission) -> None:
    soumission.examens.all().delete()
    Examen.objects.bulk_create(
        Examen(
            soumission=soumission,
            exigence=jugement.exigence,
            verdict=jugement.premier,
            motif=jugement.premier_motif,
            zone=recall_zone(jugement.premier_zone),
            par=relecture.premier,
            le=relecture.le,
        )
        for jugement in relecture.jugements.exclude(premier="").order_by("pk")
    )


def _examens(soumission: Soumission) -> Iterable[Examen]:
    return soumission.examens.order_by("pk")
