"""Writes the document of a decision with the decision itself, and revokes it when it should not have been."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.actions.envoi import post_envoi, post_to_editeur
from dossiers.actions.geste import Geste, geste
from dossiers.models import Compte, Decision, Dossier, Soumission
from dossiers.queries.bilan import bilan_of
from dossiers.queries.decision import decision_content, undocumented_soumissions
from dossiers.rules.decision import ALPHABET, LONGUEUR, REVOCABLES
from dossiers.rules.dispense import Dispense
from dossiers.rules.envoi import Genre
from dossiers.rules.evenement import digest
from dossiers.rules.refus import Refus, one_line, require_motif

MOTIF_MAX = 500
SANS_MOTIF = "Dites pourquoi cette décision est révoquée\u00a0: l’éditeur et le référent liront ce motif."


def write_decision(
    *, dossier: Dossier, soumission: Soumission, dispenses: Mapping[str, Dispense] | None = None
) -> Decision:
    """The document of a submission that has just been decided, sealed. In the transaction of the decision.

    `dossier` comes with its company, solution and référentiel; `dispenses`: what is waived that day, by requirement.
    """
    code = "".join(secrets.choice(ALPHABET) for _ in range(LONGUEUR))
    contenu = decision_content(dossier, bilan_of(dossier, soumission, dispenses), code)
    return Decision.objects.create(
        soumission=soumission,
        code=code,
        contenu=contenu,
        sha256=digest(contenu),
        dispositif=dossier.referentiel.code,
        etape=soumission.etape,
        le=soumission.decidee_le,
    )


def write_missing_decisions() -> int:
    """Gives its document to each submission that was decided before there were any; returns how many. May run twice."""
    ecrites = 0
    for pk in list(undocumented_soumissions().values_list("pk", flat=True)):
        with transaction.atomic():
            Soumission.objects.select_for_update().get(pk=pk)
            # Asked once the row is locked: what another run has written meanwhile is then seen.
            attendue = undocumented_soumissions().filter(pk=pk).first()
            if attendue is not None:
                complet = Dossier.objects.select_related("editeur", "solution", "referentiel")
                write_decision(dossier=complet.get(pk=attendue.dossier_id), soumission=attendue)
                ecrites += 1
    return ecrites


def revoke_decision(*, decision: Decision, motif: str, par: Compte, le: datetime | None = None) -> None:
    """From now on its public page says that it is revoked; the company and the référent are told why.

    The étape stays where it is. Raises `Interdit`; `Refus` without a reason (field « motif »), for one that is revoked
    already, for a request for complements, or from a state where nothing can be.
    """
    le = le or timezone.now()
    with geste("revoquer_decision", decision.soumission.dossier, par=par, le=le) as fait:
        if decision.soumission.decision not in REVOCABLES:
            raise Refus(
                "Une demande de compléments ne se révoque pas\u00a0: le prochain envoi de l’éditeur la remplace."
            )
        motif = require_motif(one_line(motif), SANS_MOTIF, MOTIF_MAX)
        en_vigueur = Decision.objects.filter(pk=decision.pk, revoquee_le=None)
        if not en_vigueur.update(revoquee_le=le, revoquee_par=par, revocation_motif=motif):
            raise Refus("Cette décision est déjà révoquée.")
        soumission = decision.soumission
        fait.donnees.update(etape=soumission.etape, tour=soumission.tour, document=decision.sha256)
        _announce(fait, decision)


def _announce(fait: Geste, decision: Decision) -> None:
    cle, donnees = f"{Genre.REVOCATION}:{decision.pk}", {"soumission": decision.soumission_id}
    post_to_editeur(dossier=fait.dossier, genre=Genre.REVOCATION, cle=cle, le=fait.le, donnees=donnees)
    referent = fait.dossier.referent
    if referent and referent != fait.par:
        cle = f"{cle}:{referent.pk}"
        post_envoi(
            cle=cle, genre=Genre.REVOCATION, destinataire=referent, dossier=fait.dossier, le=fait.le, donnees=donnees
        )
