"""Étape 2 goes to the ANS, and comes back decided."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.actions.decision import write_decision
from dossiers.actions.envoi import post_envoi, post_to_editeur
from dossiers.actions.examen import carry_examens, store_examens
from dossiers.actions.geste import Geste, geste, lock_dossier
from dossiers.actions.projection import submitted_nil
from dossiers.actions.relecture import conclude_relecture, hold_decision
from dossiers.actions.verrou import release_verrou
from dossiers.models import Compte, Dossier, Soumission
from dossiers.queries.perimetre import role_of
from dossiers.queries.situation import last_soumission
from dossiers.rules.champ import content_digest, submission_content
from dossiers.rules.concordance import constat_of
from dossiers.rules.evenement import digest
from dossiers.rules.parcours import DECISIONS, Etat
from dossiers.rules.refus import Perime, Refus
from dossiers.rules.situation import Examen, Situation
from dossiers.rules.transition import require_role


def submit_etape(*, dossier: Dossier, par: Compte, vu: str = "", le: datetime | None = None) -> Soumission:
    """Sends the current étape to the ANS and freezes what was sent. Submitting twice submits once: the second call
    answers the first's receipt. Raises `Interdit`, or `Refus` (with its fields) when something the ANS could send back
    remains.

    `vu`: the digest of what the person had read (`content_digest`); raises `Perime` when it would not be what is sent.
    """
    le = le or timezone.now()
    with transaction.atomic():
        actuel = lock_dossier(dossier)
        require_role("soumettre", role_of(par, actuel.editeur_id))
        if actuel.etat == Etat.SOUMISE:
            return last_soumission(actuel, actuel.etape)
        with geste("soumettre", actuel, par=par, le=le) as fait:
            if vu and vu != content_digest(fait.situation):
                raise Perime("Ce que vous avez relu a changé depuis : rien n’a été envoyé.")
            soumission = _freeze(fait)
            carry_examens(fait.situation, soumission)
            fait.donnees.update(tour=soumission.tour, sha256=soumission.sha256, **readings_of(fait.situation))
            _announce_submission(fait, soumission)
    return soumission


def decide_etape(
    *,
    dossier: Dossier,
    decision: str,
    examens: Mapping[str, Examen],
    version: int,
    par: Compte,
    motif: str = "",
    le: datetime | None = None,
) -> Soumission:
    """Records the verdicts and decides: `valider`, `demander_complements` or `refuser`, when the verdicts allow it.

    A decision that two people must read is only kept until the other has: the submission then comes back undecided.
    Two people at once: the first wins, the second gets `Perime`, which says who decided what. Raises `Refus` when a
    verdict or a reason is missing.
    """
    le = le or timezone.now()
    if decision not in DECISIONS:
        raise Refus("Choisissez une décision : valider, demander des compléments ou refuser.")
    with transaction.atomic():
        store_examens(dossier=dossier, examens=examens, par=par, le=le, version=version)
        actuel = lock_dossier(dossier)
        if hold_decision(dossier=actuel, decision=decision, motif=motif, par=par, le=le):
            soumission = last_soumission(actuel, actuel.etape)
        else:
            soumission = _apply(actuel, decision, motif, par, le)
        release_verrou(dossier=dossier, par=par, le=le)
    return soumission


def _apply(dossier: Dossier, decision: str, motif: str, par: Compte, le: datetime) -> Soumission:
    with geste(decision, dossier, par=par, le=le) as fait:
        soumission = last_soumission(fait.dossier, fait.situation.etape)
        soumission.decision, soumission.decision_motif = decision, motif.strip()
        soumission.decidee_par, soumission.decidee_le = par, le
        soumission.save(update_fields=["decision", "decision_motif", "decidee_par", "decidee_le"])
        fait.donnees.update(tour=soumission.tour)
        _settle(fait, decision)
        _seal(fait, soumission)
        conclude_relecture(fait, soumission)
        _announce_decision(fait, soumission)
    return soumission


def _seal(fait: Geste, soumission: Soumission) -> None:
    """A decision has its document; that of an exercise has none."""
    if not fait.dossier.formation:
        dispenses = fait.situation.dispenses
        document = write_decision(dossier=fait.dossier, soumission=soumission, dispenses=dispenses)
        fait.donnees["document"] = document.sha256


def readings_of(situation: Situation) -> dict[str, dict[str, str]]:
    """What the machine says of the proofs that are sent, whatever the éditeur says: {"lectures": {code: outcome}}."""
    exigences = situation.dispositif.exigences_de(situation.etape)
    constats = {e.code: constat_of(e, situation) for e in exigences if e.code in situation.pieces}
    issues = {code: constat.issue.value for code, constat in constats.items() if constat}
    return {"lectures": issues} if issues else {}


def _freeze(fait: Geste) -> Soumission:
    contenu = submission_content(fait.situation)
    return Soumission.objects.create(
        dossier=fait.dossier,
        etape=fait.situation.etape,
        tour=fait.situation.tour + 1,
        contenu=contenu,
        sha256=digest({**contenu, "referentiel": fait.dossier.referentiel.sha256}),
        par=fait.par,
        le=fait.le,
    )


def _announce_submission(fait: Geste, soumission: Soumission) -> None:
    cle = f"recepisse:{soumission.pk}"
    donnees = {"soumission": soumission.pk}
    post_to_editeur(dossier=fait.dossier, genre="recepisse", cle=cle, le=fait.le, donnees=donnees)
    if fait.dossier.referent:
        post_envoi(
            cle=f"a_instruire:{soumission.pk}:{fait.dossier.referent_id}",
            genre="a_instruire",
            destinataire=fait.dossier.referent,
            dossier=fait.dossier,
            le=fait.le,
            donnees=donnees,
        )


def _announce_decision(fait: Geste, soumission: Soumission) -> None:
    cle = f"{soumission.decision}:{soumission.pk}"
    donnees = {"soumission": soumission.pk}
    post_to_editeur(dossier=fait.dossier, genre=soumission.decision, cle=cle, le=fait.le, donnees=donnees)


def _settle(fait: Geste, decision: str) -> None:
    """The NIL validated at étape 2 is the convention's (ANS FAQ). Whoever decides a dossier without référent is it."""
    if decision == "valider":
        fait.dossier.nil_convention = submitted_nil(fait.situation)
    fait.dossier.referent = fait.dossier.referent or fait.par
    fait.dossier.save(update_fields=["nil_convention", "referent"])
