"""Shares out what nobody has taken: each dossier by its own geste, which may be refused on its own."""

from datetime import datetime

from django.utils import timezone

from dossiers.actions.confie import post_confie
from dossiers.actions.dossier import move_referent
from dossiers.actions.geste import geste
from dossiers.models import Compte, Dossier, Reglage
from dossiers.queries.equipe import partage_of
from dossiers.queries.perimetre import role_of
from dossiers.queries.reglage import partage_turn
from dossiers.rules.droit import has_droit, require_droit
from dossiers.rules.refus import Perime, Refus

CHANGE = "La répartition a changé depuis que vous l’avez lue : rien n’a été fait. Voici ce qu’elle serait maintenant."


def share_dossiers(
    *, par: Compte, empreinte: str = "", automatique: bool = False, le: datetime | None = None
) -> tuple[int, int]:
    """Gives what nobody has taken to the least busy: how many were given, how many were refused on the way.

    `empreinte`: the share that the person read; raises `Perime` when it would be another now. Raises `Interdit`.
    One mail a person, whatever they receive.
    """
    require_droit("repartir_dossiers", role_of(par))
    le = le or timezone.now()
    partage = partage_of(le)
    if empreinte and empreinte != partage.empreinte:
        raise Perime(CHANGE)
    donnes: list[tuple[Dossier, Compte]] = []
    try:
        for dossier, a in partage.parts:
            if _give(dossier, a, par, automatique, le):
                donnes.append((dossier, a))
    finally:
        # What was given before one failed is theirs: they are told.
        _tell(donnes, par, le)
    return len(donnes), len(partage.parts) - len(donnes)


def sweep_partage(*, le: datetime | None = None) -> int:
    """The automatic share, while its switch is on, in the name of whoever turned it on; returns how many were given.

    Nothing is done once that person administers no more.
    """
    tour = partage_turn()
    if tour is None or tour.valeur != Reglage.Valeur.ACTIVE:
        return 0
    if not (tour.par.is_active and has_droit("repartir_dossiers", role_of(tour.par))):
        return 0
    return share_dossiers(par=tour.par, automatique=True, le=le)[0]


def _tell(donnes: list[tuple[Dossier, Compte]], par: Compte, le: datetime) -> None:
    for a in dict.fromkeys(compte for _, compte in donnes):
        if a.pk != par.pk:
            post_confie(dossiers=[dossier for dossier, compte in donnes if compte == a], a=a, par=par, le=le)


def _give(dossier: Dossier, a: Compte, par: Compte, automatique: bool, le: datetime) -> bool:
    """False for one that somebody has taken, or that has left, meanwhile."""
    try:
        with geste("confier", dossier, par=par, le=le) as fait:
            if fait.dossier.referent_id is not None:
                raise Refus("Quelqu’un a pris ce dossier entre-temps.")
            move_referent(fait, a)
            if automatique:
                fait.donnees["automatique"] = True
    except Refus:
        return False
    return True
