"""Saves what an éditeur answers, where it belongs: company, solution or dossier."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.actions.geste import Geste, geste, lock_dossier
from dossiers.actions.projection import save_projection
from dossiers.models import Compte, Dossier, Reponse
from dossiers.referentiel.question import Portee
from dossiers.rules.champ import answer_codes, clean_answer, open_fields
from dossiers.rules.identifiant import LONGUEUR_TEXTE
from dossiers.rules.parcours import A_L_EDITEUR, Etat


def save_reponses(
    *, dossier: Dossier, valeurs: Mapping[str, str], par: Compte, le: datetime | None = None
) -> tuple[str, ...]:
    """Keeps the answers given (code → text), valid or not: a draft loses nothing but spaces that mean nothing.

    Codes that are not fields of this étape, or are not open now, are passed over. Returns the codes that changed.
    """
    le = le or timezone.now()
    with geste("repondre", dossier, par=par, le=le) as fait:
        ouverts = open_fields(fait.situation)
        portees = answer_codes(fait.situation.dispositif, fait.situation.etape)
        admis = {c: _clean(fait, c, valeur) for c, valeur in valeurs.items() if c in ouverts and c in portees}
        changes = [code for code, valeur in admis.items() if fait.situation.reponses.get(code, "") != valeur]
        for code in changes:
            _store(fait, code, admis[code], portees[code])
        fait.donnees["codes"] = sorted(changes)
        fait.silencieux = not changes
        if any(portees[code] is not Portee.DOSSIER for code in changes):
            transaction.on_commit(lambda: refresh_siblings(fait.dossier, le), robust=True)
    return tuple(changes)


def refresh_siblings(dossier: Dossier, le: datetime) -> None:
    """A shared answer changed: the company's other dossiers that it may touch are projected again, each in its own
    transaction. A withdrawn one still shows the company's numbers, unless it had been submitted.
    """
    etats = [etat.value for etat in (*A_L_EDITEUR, Etat.RETIREE)]
    autres = Dossier.objects.filter(editeur=dossier.editeur_id, etat__in=etats).exclude(pk=dossier.pk).order_by("pk")
    for autre in autres:
        with transaction.atomic():
            save_projection(lock_dossier(autre), le)


def _clean(fait: Geste, code: str, valeur: str) -> str:
    """Bounded, without NUL (no database keeps one)."""
    return clean_answer(fait.situation.dispositif, code, valeur.replace("\x00", ""))[:LONGUEUR_TEXTE]


def _store(fait: Geste, code: str, valeur: str, portee: Portee) -> None:
    porteur = {
        "editeur": fait.dossier.editeur,
        "solution": fait.dossier.solution if portee is Portee.SOLUTION else None,
        "dossier": fait.dossier if portee is Portee.DOSSIER else None,
    }
    contenu = {"valeur": valeur, "par": fait.par, "le": fait.le, "saisie_dans": fait.dossier}
    Reponse.objects.update_or_create(**porteur, code=code, defaults=contenu)
