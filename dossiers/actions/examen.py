"""Keeps the reviewers' verdicts on what was submitted."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.actions.geste import geste
from dossiers.actions.relecture import guard_reader
from dossiers.actions.verrou import hold_verrou
from dossiers.models import Compte, Dossier, Examen, Soumission
from dossiers.queries.situation import last_soumission
from dossiers.rules import situation as rules
from dossiers.rules.champ import expected_verdicts, has_changed
from dossiers.rules.concordance import constat_of
from dossiers.rules.constat import Issue
from dossiers.rules.refus import Refus
from dossiers.rules.zone import AILLEURS, Zone


def store_examens(
    *,
    dossier: Dossier,
    examens: Mapping[str, rules.Examen],
    version: int,
    par: Compte,
    le: datetime | None = None,
) -> tuple[str, ...]:
    """Keeps the verdicts given; returns the requirements whose verdict changed.

    Raises `Perime` when somebody else is on it or the dossier changed since it was read, `Refus` (with its fields) when
    a correction is asked without its reason, when a verdict is not one or when another person is to read, `Interdit`.
    Codes that were not submitted are passed over.
    """
    le = le or timezone.now()
    with held_dossier(dossier, par, le), geste("examiner", dossier, par=par, le=le, version=version) as fait:
        soumission = last_soumission(fait.dossier, fait.situation.etape)
        guard_reader(soumission, par)
        attendus = {verdict.exigence.code for verdict in expected_verdicts(fait.situation)}
        admis = {code: examen for code, examen in examens.items() if code in attendus and examen.verdict}
        _require_known(admis)
        _require_reasons(admis)
        _require_zones(fait.situation, admis)
        changes = [code for code, examen in admis.items() if _differs(examen, fait.situation.examens.get(code))]
        for code in changes:
            _store(soumission, admis[code], par, le)
        fait.donnees.update(codes=sorted(changes), tour=soumission.tour)
        malgre = _despite_reading(fait.situation, [admis[code] for code in changes])
        if malgre:
            fait.donnees["malgre_lecture"] = malgre
        fait.silencieux = not changes
    return tuple(changes)


@contextmanager
def held_dossier(dossier: Dossier, par: Compte, le: datetime) -> Iterator[None]:
    """What is done within is done by whoever is on the dossier, or undone with the lock that it took."""
    with transaction.atomic():
        hold_verrou(dossier=dossier, par=par, le=le)
        yield


def carry_examens(avant: rules.Situation, soumission: Soumission) -> None:
    """On resubmission, the verdicts that asked nothing stay on what has not changed; the reviewer reads the rest. What
    is waived meanwhile has none any more.
    """
    dispenses = avant.dispenses
    inchanges = [
        examen
        for code, examen in avant.examens.items()
        if examen.verdict != Examen.Verdict.A_CORRIGER
        and code not in dispenses
        and not has_changed(avant, avant.dispositif.exigence(code))
    ]  # fmt: skip
    anciens = Examen.objects.filter(
        soumission__dossier=soumission.dossier, soumission__etape=soumission.etape, soumission__tour=soumission.tour - 1
    )
    gardes = anciens.filter(exigence__in=[examen.exigence for examen in inchanges])
    Examen.objects.bulk_create(
        Examen(
            soumission=soumission,
            exigence=e.exigence,
            verdict=e.verdict,
            motif=e.motif,
            modele_id=e.modele_id,
            repris=True,
            par=e.par,
            le=e.le,
        )
        for e in gardes.select_related("par").order_by("pk")
    )


def _despite_reading(situation: rules.Situation, examens: list[rules.Examen]) -> list[str]:
    """What a reviewer finds conforme though the machine is sure of the contrary: their word wins, and is kept so."""
    conformes = [e.exigence for e in examens if e.verdict == Examen.Verdict.CONFORME]
    constats = {code: constat_of(situation.dispositif.exigence(code), situation) for code in conformes}
    return sorted(code for code, constat in constats.items() if constat and constat.issue is Issue.DISCORDANT)


def _require_known(examens: Mapping[str, rules.Examen]) -> None:
    phrase = "Choisissez « Conforme », « À corriger » ou « Sans objet »."
    inconnus = {code: phrase for code, examen in examens.items() if examen.verdict not in Examen.Verdict.values}
    if inconnus:
        raise Refus(phrase, inconnus)


def _require_reasons(examens: Mapping[str, rules.Examen]) -> None:
    phrase = "Indiquez ce que l’éditeur doit corriger : il ne verra que ce motif."
    sans = {
        f"motif_{code}": phrase
        for code, examen in examens.items()
        if examen.verdict == Examen.Verdict.A_CORRIGER and not examen.motif.strip()
    }
    if sans:
        raise Refus("Une correction demandée doit porter son motif.", sans)


def _differs(nouveau: rules.Examen, ancien: rules.Examen | None) -> bool:
    return ancien is None or _content(nouveau) != _content(ancien)


def _content(examen: rules.Examen) -> tuple:
    return examen.verdict, examen.motif.strip(), examen.modele, _pointed(examen)


def _pointed(examen: rules.Examen) -> Zone | None:
    """Only what is to correct is pointed at."""
    return examen.zone if examen.verdict == Examen.Verdict.A_CORRIGER else None


def _require_zones(situation: rules.Situation, examens: Mapping[str, rules.Examen]) -> None:
    """What is pointed at lies on a file that was sent for its requirement."""
    hors = {
        f"zone_{code}": AILLEURS
        for code, examen in examens.items()
        if (zone := _pointed(examen)) and zone.piece not in situation.depot.files_of(code)
    }
    if hors:
        raise Refus(AILLEURS, hors)


def _store(soumission: Soumission, examen: rules.Examen, par: Compte, le: datetime) -> None:
    valeurs = {"verdict": examen.verdict, "motif": examen.motif.strip(), "repris": False, "par": par, "le": le}
    valeurs |= {"modele_id": examen.modele or None, "zone": _pointed(examen)}
    Examen.objects.update_or_create(soumission=soumission, exigence=examen.exigence, defaults=valeurs)
