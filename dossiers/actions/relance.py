"""Reminders: each item of a silent dossier, once per rung, to whoever acts on it, then their mandataire, then the ANS.

A sweep writes what is due, dossier by dossier; then one digest a person is posted (`actions/recapitulatif.py`).
"""

import logging
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dossiers.actions.evenement import record_evenement
from dossiers.actions.geste import geste
from dossiers.actions.projection import save_projection
from dossiers.actions.recapitulatif import post_recapitulatifs
from dossiers.actions.retenue import permitted_passage
from dossiers.models import Compte, Dossier, Relance
from dossiers.queries.calendrier import permitted_moment
from dossiers.queries.destinataire import Destinataires
from dossiers.queries.relance import asked_today, due_at, due_dossiers, dues_of, texts_at_hand, wave_open
from dossiers.queries.situation import situation_of
from dossiers.referentiel.relance import Depuis, Pour
from dossiers.referentiel.relance import Relance as Echelon
from dossiers.rules.refus import Refus
from dossiers.rules.relance import (
    DECISION,
    ENVOI,
    MANUELLE,
    Due,
    Sorte,
    awaited_items,
    is_pressing,
    manual_echelon,
    refuse_manual,
)
from dossiers.rules.situation import Situation
from dossiers.rules.transition import RAPPEL_RELECTURE
from dossiers.rules.vague import Passage

EVENEMENT_RELANCE = "relance"
LOT = 500
journal = logging.getLogger(__name__)


def sweep_relances(*, le: datetime | None = None) -> int:
    """Does every rung that is due, each dossier in its own transaction, then posts the digests; returns how many
    dossiers were reminded. Nothing at night nor on a day that is not worked. While a wave is held, the rungs alone that
    may leave: none is climbed of which nobody would hear.

    A dossier that fails is said in the log, and does not hold up the others.
    """
    le = le or timezone.now()
    if settings.ENVOIS_SUSPENDUS or permitted_moment(le) != le:
        return 0
    retenue = wave_open()
    if retenue and permitted_passage(le=le) is Passage.RIEN:
        return 0
    nombre = sum(_try_dossier(pk, le, retenue) for pk in _due_dossiers(le, retenue))
    post_recapitulatifs(le=le)
    return nombre


def remind_dossier(*, dossier_id: int, le: datetime, urgentes: bool = False) -> bool:
    """Does the rungs of one dossier that are still due once its row is locked, or the urgent ones alone. False when
    there was nothing to do.
    """
    with transaction.atomic():
        dossier = _lock_due(dossier_id, le)
        if dossier is None:
            return False
        situation = situation_of(dossier, le)
        dues = due_at(dues_of(dossier, situation), le)
        if urgentes:
            dues = [due for due in dues if is_pressing(due.echelon, le)]
        if dues:
            _climb(dossier, situation, dues, le)
        save_projection(dossier, le)
    return bool(dues)


def ask_relance(*, dossier: Dossier, par: Compte, le: datetime | None = None) -> int:
    """A reminder by hand of all that is awaited, to the company's people: once a day, in the digest of each, judged
    again when it leaves like any other. Returns how many people. Raises `Interdit`, or `Refus` when none would get it.
    """
    le = le or timezone.now()
    with geste("relancer", dossier, par=par, le=le) as fait:
        comptes = Destinataires([fait.dossier]).membres(fait.dossier, Sorte.MANQUE)
        phrase = refuse_manual(
            suspendu_jusqu_a=fait.dossier.suspendues_jusqu_a,
            suspension=fait.dossier.suspension_motif,
            personnes=len(comptes),
            deja=bool(asked_today([fait.dossier], le)),
            formation=fait.dossier.formation,
            le=le,
        )
        if phrase:
            raise Refus(phrase)
        relance = Echelon(MANUELLE, Depuis.SILENCE, 0, Pour.PORTEUR, "")
        for code in awaited_items(fait.situation):
            due = Due(code, manual_echelon(le), relance, le)
            write_relances(fait.dossier, fait.situation, due, comptes, le, par=par)
        fait.donnees["nombre"] = len(comptes)
    return len(comptes)


def write_relances(
    dossier: Dossier,
    situation: Situation,
    due: Due,
    comptes: Collection[Compte],
    le: datetime,
    par: Compte | None = None,
) -> list[Relance]:
    """One row a person, none twice; one without anybody when there is nobody, so that the rung is done all the same."""
    lieu = {"dossier": dossier, "etape": situation.etape, "tour": situation.tour}
    quoi = {"code": due.code, "echelon": due.echelon, "sorte": due.sorte.value, "urgente": due.urgente, "le": le}
    lignes = [Relance(**lieu, **quoi, destinataire=compte, par=par) for compte in comptes or [None]]
    return Relance.objects.bulk_create(lignes, ignore_conflicts=True)


def _due_dossiers(le: datetime, retenue: bool) -> Iterator[int]:
    """The dossiers due at `le`, the longest due first, in batches: each is asked for once, even when it stays due.

    While a wave is held, those of a text whose limit is at hand.
    """
    repere = None
    dus = partial(due_dossiers, textes=texts_at_hand(le)) if retenue else due_dossiers
    while lot := list(dus(le, repere)[:LOT]):
        yield from (pk for _, pk in lot)
        repere = lot[-1]


def _try_dossier(dossier_id: int, le: datetime, urgentes: bool) -> bool:
    try:
        return remind_dossier(dossier_id=dossier_id, le=le, urgentes=urgentes)
    except Exception as erreur:
        journal.error("relance du dossier %s impossible : %s", dossier_id, type(erreur).__name__)
        return False


def _lock_due(dossier_id: int, le: datetime) -> Dossier | None:
    """The dossier, its row locked, if nobody else holds it and it is still due."""
    complet = Dossier.objects.select_related("referentiel", "editeur", "solution", "referent", "calendrier")
    dus = complet.select_for_update(of=("self",), skip_locked=True, no_key=True).filter(prochaine_relance__lte=le)
    return dus.filter(pk=dossier_id).first()


def _climb(dossier: Dossier, situation: Situation, dues: list[Due], le: datetime) -> None:
    """Each rung to its people, then the history: that a reader is awaited is told apart, to the ANS."""
    gens = Destinataires([dossier])
    nommes: dict[bool, set[int]] = {True: set(), False: set()}
    for _, groupe in groupby(sorted(dues, key=_rung), key=_rung):
        groupe = list(groupe)
        comptes = gens.of_due(dossier, groupe[0])
        nommes[_is_reading(groupe[0])] |= {compte.pk for compte in comptes}
        for due in groupe:
            write_relances(dossier, situation, due, comptes, le)
    if lectures := [due for due in dues if _is_reading(due)]:
        donnees = {"nombre": len(nommes[True]), "echelons": sorted({due.echelon for due in lectures})}
        record_evenement(
            dossier=dossier, geste=RAPPEL_RELECTURE, etape=situation.etape, par=None, le=le, donnees=donnees
        )
    if autres := [due for due in dues if not _is_reading(due)]:
        _record(dossier, situation, autres, len(nommes[False]), le)


def _record(dossier: Dossier, situation: Situation, dues: list[Due], nombre: int, le: datetime) -> None:
    dossier.relances_faites += 1
    dossier.save(update_fields=["relances_faites"])
    donnees = {
        "rang": dossier.relances_faites,
        "nombre": nombre,
        "pour_ans": any(_is_for_ans(due) for due in dues),
        "codes": sorted({due.code for due in dues} - {ENVOI, DECISION}),
        "echelons": sorted({due.echelon for due in dues}),
    }
    record_evenement(dossier=dossier, geste=EVENEMENT_RELANCE, etape=situation.etape, par=None, le=le, donnees=donnees)


def _rung(due: Due) -> str:
    return due.echelon


def _is_reading(due: Due) -> bool:
    return due.sorte is Sorte.RELECTURE


def _is_for_ans(due: Due) -> bool:
    return due.relance.pour is Pour.ANS or due.code == DECISION
