"""Saves what an éditeur answers, where it belongs: company, solution or dossier."""

from collections.abc import Mapping, Set
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.actions.geste import Geste, geste, lock_dossier
from dossiers.actions.projection import save_projection
from dossiers.models import Compte, Dossier, Editeur, Reponse
from dossiers.referentiel.question import Portee
from dossiers.rules.champ import answer_codes, clean_answer, open_fields
from dossiers.rules.identifiant import LONGUEUR_TEXTE
from dossiers.rules.parcours import A_L_EDITEUR


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
        # Always in the same order: two dossiers that write the same shared rows wait for, and never block, each other.
        changes = sorted(code for code, valeur in admis.items() if fait.situation.reponses.get(code, "") != valeur)
        for code in changes:
            _store(fait, code, admis[code], portees[code])
        fait.donnees["codes"] = changes
        fait.silencieux = not changes
        touchees = {portees[code] for code in changes} - {Portee.DOSSIER}
        if touchees:
            transaction.on_commit(lambda: refresh_siblings(fait.dossier, touchees, le), robust=True)
    return tuple(changes)


def lock_partage(dossier: Dossier) -> None:
    """Until the end of the transaction, no other dossier of its company writes what they share (NIE, NIL…).

    Asked once the dossier itself is locked, always in that order; its key does not move, see `lock_dossier`.
    """
    Editeur.objects.select_for_update(no_key=True).get(pk=dossier.editeur_id)


def refresh_siblings(dossier: Dossier, portees: Set[Portee], le: datetime) -> None:
    """A shared answer changed: the other dossiers that it may touch are projected again, each in its own transaction.

    They are the company's, or the solution's alone when nothing of the company changed. What the ANS has, what is
    decided and what is withdrawn do not follow.
    """
    autres = Dossier.objects.filter(editeur=dossier.editeur_id, etat__in=[etat.value for etat in A_L_EDITEUR])
    if Portee.EDITEUR not in portees:
        autres = autres.filter(solution=dossier.solution_id)
    for autre in autres.exclude(pk=dossier.pk).order_by("pk"):
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
