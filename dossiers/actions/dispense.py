"""A requirement is waived, the waiver is taken back, its term comes: every dossier it reaches follows at once."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dossiers.actions.envoi import post_envoi, post_to_editeur
from dossiers.actions.evenement import record_evenement
from dossiers.actions.geste import Geste, geste, lock_dossier
from dossiers.actions.projection import save_projection
from dossiers.models import Compte, Dispense, Dossier
from dossiers.queries.dispense import as_rules, due_dispenses, ending_dispenses, etape_of, open_dossiers, scope_of
from dossiers.queries.perimetre import role_of
from dossiers.rules.dispense import (
    DELAI_PREAVIS,
    JOURS_MAX,
    MOTIF_MAX,
    Portee,
    check_dispense,
    end_of,
    is_past,
    refuse_past,
)
from dossiers.rules.droit import has_droit, require_droit
from dossiers.rules.envoi import Genre
from dossiers.rules.exigence import Valeur
from dossiers.rules.jour import day_words, moment_words
from dossiers.rules.refus import Refus, one_line, require_motif
from dossiers.rules.transition import require_role

DROIT = "dispenser_largement"
ECHEANCE = "dispense_echue"
SANS_MOTIF = "Indiquez pourquoi\u00a0: l’éditeur et vos collègues liront ce motif."
LOT = 200
journal = logging.getLogger(__name__)


def grant_dispense(
    *,
    dossier: Dossier,
    exigence: str,
    portee: Portee,
    motif: str,
    jusqu_au: date | None,
    version: int,
    par: Compte,
    sans_terme: bool = False,
    le: datetime | None = None,
) -> Dispense:
    """Waives a requirement from now to the end of that day (Paris), for this dossier, its solution or its company.

    Raises `Interdit` (beyond the dossier: administrators), `Perime`, or `Refus` with its fields: no reason, a day that
    is past or too far, a requirement that is not asked, or no more, one that is waived already.
    """
    le = le or timezone.now()
    with transaction.atomic():
        ouverts = _lock_open(portee, dossier)
        with geste("accorder_dispense", dossier, par=par, le=le, version=version) as fait:
            largement = has_droit(DROIT, fait.role)
            if portee is not Portee.DOSSIER:
                require_droit(DROIT, fait.role)
            _require_asked(fait, exigence, portee)
            check_dispense(motif=motif, jusqu_au=jusqu_au, sans_terme=sans_terme, le=le, largement=largement)
            _refuse_twin(fait, exigence, portee)
            dispense = Dispense.objects.create(
                **scope_of(portee, fait.dossier),
                origine=fait.dossier,
                exigence=exigence,
                motif=one_line(motif),
                accordee_par=par,
                le=le,
                expire_le=None if sans_terme else end_of(jusqu_au),
            )
            fait.donnees.update(_traced(dispense))
        autres = [pk for pk in _reached(ouverts, dispense) if pk != dossier.pk]
        _follow("accorder_dispense", autres, dispense, par, le)
        _tell(dispense, "accordee", le)
    return dispense


def lift_dispense(*, dispense: Dispense, motif: str, par: Compte, le: datetime | None = None) -> Dispense:
    """Takes a waiver back: what it waived is asked again from now. What was sent under it stays as it was sent.

    Raises `Interdit` (what only an administrator could grant), `Refus` without a reason, or for one that is over.
    """
    le = le or timezone.now()
    with transaction.atomic():
        role = role_of(par)
        require_role("lever_dispense", role)
        ouverts = _lock_open(dispense.portee, dispense.origine)
        complete = Dispense.objects.select_related("levee_par", "origine__referentiel")
        actuelle = complete.select_for_update(of=("self",)).get(pk=dispense.pk)
        if _is_large(actuelle):
            require_droit(DROIT, role)
        _require_running(actuelle, le)
        actuelle.levee_motif = require_motif(one_line(motif), SANS_MOTIF, MOTIF_MAX)
        actuelle.levee_par, actuelle.levee_le = par, le
        actuelle.save(update_fields=["levee_motif", "levee_par", "levee_le"])
        siens = [actuelle.dossier_id] if actuelle.dossier_id else _reached(ouverts, actuelle)
        _follow("lever_dispense", siens, actuelle, par, le)
        _tell(actuelle, "levee", le)
    return actuelle


def sweep_dispenses(*, le: datetime | None = None) -> int:
    """Notes the terms that have come, and tells of those that come near, each once; returns how many were noted.

    Each in its own transaction; one that fails is said in the log, and does not hold up the others.
    """
    le = le or timezone.now()
    for pk in list(ending_dispenses(le, le + DELAI_PREAVIS).values_list("pk", flat=True)[:LOT]):
        _try(_announce_term, pk, le)
    return sum(_try(_note_term, pk, le) for pk in list(due_dispenses(le).values_list("pk", flat=True)[:LOT]))


def _lock_open(portee: Portee, dossier: Dossier) -> dict[int, int]:
    """The open dossiers of the scope, each with its étape, their rows locked in one order, whoever comes first."""
    ouverts = open_dossiers(portee, dossier).select_for_update(of=("self",), no_key=True)
    return dict(ouverts.values_list("pk", "etape"))


def _reached(ouverts: dict[int, int], dispense: Dispense) -> list[int]:
    """Those of them that it changes something in: what is past is left as it is."""
    etape = etape_of(dispense.exigence, dispense.origine)
    return [pk for pk, courante in ouverts.items() if not is_past(etape, courante)]


def _follow(nom: str, dossiers: list[int], dispense: Dispense, par: Compte, le: datetime) -> None:
    for pk in dossiers:
        with geste(nom, Dossier(pk=pk), par=par, le=le) as fait:
            fait.donnees.update(_traced(dispense))


def _traced(dispense: Dispense) -> dict[str, object]:
    """No reason in it: it is free text, and this is hashed for ever."""
    jusqu_a = dispense.jusqu_au.isoformat() if dispense.jusqu_au else ""
    return {
        "exigence": dispense.exigence, "dispense": dispense.pk, "portee": dispense.portee.value, "jusqu_a": jusqu_a,
    }  # fmt: skip


def _require_asked(fait: Geste, code: str, portee: Portee) -> None:
    exigences = {exigence.code: exigence for exigence in fait.situation.dispositif.exigences}
    if code not in exigences:
        raise Refus("Cette exigence n’existe pas dans le référentiel de ce dossier.")
    if portee is Portee.DOSSIER:
        refuse_past(exigences[code].etape, fait.situation.etape)
    verdicts = {v.exigence.code: v.valeur for v in fait.situation.verdicts(exigences[code].etape)}
    if portee is Portee.DOSSIER and verdicts[code] is Valeur.NON:
        raise Refus("Cette exigence n’est pas demandée à ce dossier : il n’y a rien à dispenser.")


def _refuse_twin(fait: Geste, code: str, portee: Portee) -> None:
    siennes = Dispense.objects.filter(**scope_of(portee, fait.dossier), exigence=code, levee_le=None)
    for dispense in siennes.select_related("accordee_par").order_by("pk"):
        if as_rules(dispense).holds(fait.le):
            tenue = as_rules(dispense)
            raise Refus(f"{tenue.par} a déjà accordé cette dispense, {tenue.terme} : levez-la d’abord pour la changer.")


def _is_large(dispense: Dispense) -> bool:
    """True for what only an administrator may grant."""
    if dispense.portee is not Portee.DOSSIER or dispense.expire_le is None:
        return True
    return (dispense.expire_le - dispense.le).days > JOURS_MAX


def _require_running(dispense: Dispense, le: datetime) -> None:
    if dispense.levee_le:
        quand = moment_words(dispense.levee_le)
        raise Refus(
            f"Cette dispense est déjà levée : {dispense.levee_par}, le {quand}. Votre motif n’a pas été enregistré."
        )
    if not as_rules(dispense).holds(le):
        raise Refus(
            f"Cette dispense est arrivée à son terme, le {day_words(dispense.jusqu_au)} : il n’y a rien à lever."
        )


def _try(verbe, pk: int, le: datetime) -> bool:
    try:
        with transaction.atomic():
            return verbe(pk, le)
    except Exception as erreur:
        journal.error("dispense %s : %s", pk, type(erreur).__name__)
        return False


def _announce_term(pk: int, le: datetime) -> bool:
    """Two sweeps at once: the one that marks it tells. The dossiers are locked before the waiver, as when it is lifted:
    a mail locks its dossier too.
    """
    annoncee = Dispense.objects.select_related("origine").get(pk=pk)
    _lock_open(annoncee.portee, annoncee.origine)
    if not Dispense.objects.filter(pk=pk, levee_le=None, prevenue_le=None).update(prevenue_le=le):
        return False
    dispense = Dispense.objects.select_related("origine", "accordee_par").get(pk=pk)
    _tell(dispense, "bientot", le)
    if dispense.accordee_par.is_active:
        cle = f"{Genre.DISPENSE}:{dispense.pk}:bientot:{dispense.accordee_par_id}"
        donnees = {"dispense": dispense.pk, "sujet": "bientot"}
        post_envoi(
            cle=cle,
            genre=Genre.DISPENSE,
            destinataire=dispense.accordee_par,
            le=le,
            dossier=dispense.origine,
            donnees=donnees,
        )
    return True


def _note_term(pk: int, le: datetime) -> bool:
    """Nothing is judged by it (each page reads the term itself): the projections follow, and the history says so."""
    dispense = Dispense.objects.select_related("origine__referentiel").get(pk=pk)
    touches = _reached(_lock_open(dispense.portee, dispense.origine), dispense)
    if not Dispense.objects.filter(pk=pk, levee_le=None, echue_le=None).update(echue_le=le):
        return False
    for cle in touches:
        dossier = lock_dossier(Dossier(pk=cle))
        donnees = _traced(dispense)
        record_evenement(dossier=dossier, geste=ECHEANCE, etape=dossier.etape, par=None, le=le, donnees=donnees)
        save_projection(dossier, le)
        Dossier.objects.filter(pk=cle).update(version=F("version") + 1)
    _tell(dispense, "echue", le)
    return True


def _tell(dispense: Dispense, sujet: str, le: datetime) -> None:
    """The people of the company, once each, of the dossier it was granted from."""
    cle = f"{Genre.DISPENSE}:{dispense.pk}:{sujet}"
    donnees = {"dispense": dispense.pk, "sujet": sujet}
    post_to_editeur(dossier=dispense.origine, genre=Genre.DISPENSE, cle=cle, le=le, donnees=donnees)
