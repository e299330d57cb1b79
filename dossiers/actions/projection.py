"""Keeps the derived columns of a dossier equal to what the rules say of its facts, in the same transaction."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from dossiers.models import Dossier
from dossiers.queries.calendrier import calendrier_of
from dossiers.queries.doute import doutes_of
from dossiers.queries.relance import dues_of, waiting_since
from dossiers.queries.situation import situation_of
from dossiers.referentiel.exigence import Exigence, Kind, Porteur
from dossiers.referentiel.question import Portee
from dossiers.rules.champ import submitted_verdicts
from dossiers.rules.doute import write_doutes
from dossiers.rules.parcours import ETAPE_ELIGIBILITE, Etat
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.priorite import due_moment
from dossiers.rules.situation import Situation

COLONNES = (
    "dispositif", "couloir", "etape", "etat", "bloqueur", "manques", "prochaine_relance", "du_le", "doutes",
    "douteux", "nie", "nil",
)  # fmt: skip


def project(dossier: Dossier, le: datetime) -> dict[str, object]:
    """The derived columns of a dossier, computed afresh from its facts; nothing is written."""
    etape, etat = current_etape(dossier)
    situation = situation_of(dossier, le, etape)
    preparation = prepare_etape(situation)
    bloqueur = preparation.bloqueur
    dues = dues_of(dossier, situation)
    return {
        "dispositif": dossier.referentiel.code,
        "couloir": dossier.referentiel.couloir,
        "etape": etape,
        "etat": etat.value,
        "bloqueur": bloqueur.value if bloqueur else "",
        "manques": len(preparation.bloquantes) if bloqueur else 0,
        "prochaine_relance": dues[0].le if dues else None,
        "du_le": _due(dossier, situation, bloqueur),
        **_doutes(dossier, situation),
        **_identifiants(dossier, situation),
    }


def submitted_nie(situation: Situation) -> str:
    """The company's number (portée éditeur) as the étape was last submitted; empty before any submission."""
    return _submitted(situation, lambda exigence: exigence.portee is Portee.EDITEUR)


def submitted_nil(situation: Situation) -> str:
    """The number the convention carries, own or a third party's, as last submitted; empty before any submission."""
    return _submitted(situation, lambda exigence: exigence.convention)


def save_projection(dossier: Dossier, le: datetime) -> list[str]:
    """Writes the derived columns that differ, and names them. The dossier's row is locked by the caller."""
    avant = {nom: getattr(dossier, nom) for nom in COLONNES}
    calcul = project(dossier, le)
    ecarts = [nom for nom in COLONNES if avant[nom] != calcul[nom]]
    for nom in ecarts:
        setattr(dossier, nom, calcul[nom])
    if ecarts:
        dossier.save(update_fields=ecarts)
    return ecarts


def current_etape(dossier: Dossier) -> tuple[int, Etat]:
    """The étape where the dossier stands: the first neither validated nor still closed, else the last validated."""
    etapes = list(dossier.etapes.order_by("numero"))
    for etape in etapes:
        if etape.etat not in (Etat.VALIDEE, Etat.FERMEE):
            return etape.numero, Etat(etape.etat)
    validees = [etape.numero for etape in etapes if etape.etat == Etat.VALIDEE]
    return (validees[-1] if validees else 1), Etat.VALIDEE


def _due(dossier: Dossier, situation: Situation, bloqueur: Porteur | None) -> datetime:
    calendrier = calendrier_of(situation.dispositif.commun)
    return due_moment(situation, bloqueur, waiting_since(dossier, situation), calendrier, settings.RELANCE_HEURE)


def _doutes(dossier: Dossier, situation: Situation) -> dict[str, object]:
    doutes = doutes_of(dossier, situation)
    return {"doutes": write_doutes(doutes), "douteux": bool(doutes)}


def _identifiants(dossier: Dossier, situation: Situation) -> dict[str, str]:
    """What the ANS may search and export: the numbers it was sent at étape 2, never those of a draft."""
    if situation.etape < ETAPE_ELIGIBILITE:
        return {"nie": "", "nil": ""}
    if situation.etape != ETAPE_ELIGIBILITE:
        situation = situation_of(dossier, situation.le, ETAPE_ELIGIBILITE)
    return {"nie": submitted_nie(situation), "nil": submitted_nil(situation)}


def _submitted(situation: Situation, voulu: Callable[[Exigence], bool]) -> str:
    for verdict in submitted_verdicts(situation):
        exigence = verdict.exigence
        if exigence.kind is Kind.IDENTIFIANT and voulu(exigence):
            return situation.depot.reponses.get(exigence.code, "")[:200]
    return ""
