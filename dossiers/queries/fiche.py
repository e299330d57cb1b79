"""Answers in force: one, those of a scope, those that help with a requirement, those that differ elsewhere."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from dossiers.models import Appui, Fiche
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.portee import cas_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.ligne import EtatLigne
from dossiers.rules.portee import Cas, Portee, holds, read_portee
from dossiers.rules.preparation import Preparation

LISTE_MAX = 30
# The states of a line beside which the answer shows itself, and how many answers at most.
EN_CAUSE = (EtatLigne.INVALIDE, EtatLigne.CONTRADICTOIRE, EtatLigne.CONTESTE, EtatLigne.EN_ATTENTE)
SECOURS_MAX = 2


def fiches_courantes() -> QuerySet[Fiche]:
    """The answers that people read now."""
    return Fiche.objects.filter(courante=True, retiree=False)


def fiche_of(code: str) -> Fiche:
    """The answer of that code. Raises `Introuvable`."""
    fiche = fiches_courantes().filter(code=code).first()
    if fiche is None:
        raise Introuvable("Cette réponse n’existe pas.")
    return fiche


def codes_lisibles(*codes: str) -> set[str]:
    """Those of these answers that can be read: an answer withdrawn is no link."""
    return set(fiches_courantes().filter(code__in=codes).order_by("code").values_list("code", flat=True))


def effectifs() -> dict[str, tuple[Portee, int]]:
    """Every scope in use, as its text → (scope, how many answers bear it)."""
    lignes = fiches_courantes().values_list("portee").annotate(nombre=Count("pk")).order_by("portee")
    return {texte: (read_portee(texte), nombre) for texte, nombre in lignes}


def fiches_de_portees(portees: Iterable[str]) -> list[Fiche]:
    """The answers of these scopes, thirty at most."""
    return list(fiches_courantes().filter(portee__in=list(portees)).order_by("question", "code")[:LISTE_MAX])


def fiches_d_exigences(codes: Iterable[str], cas: Cas | None = None) -> list[Fiche]:
    """The answers that help with one of these requirements, in one case when it is known."""
    trouvees = fiches_courantes().filter(appuis__exigence__in=list(codes)).distinct().order_by("code")[:LISTE_MAX]
    return [fiche for fiche in trouvees if cas is None or holds(read_portee(fiche.portee), cas)]


def fiches_par_exigence(codes: Iterable[str], cas: Cas) -> dict[str, list[Fiche]]:
    """Requirement → the answers that help with it in one case, in one query."""
    appuis = Appui.objects.filter(exigence__in=list(codes), fiche__courante=True, fiche__retiree=False)
    trouves: dict[str, list[Fiche]] = {}
    for appui in appuis.select_related("fiche").order_by("fiche__code")[:LISTE_MAX]:
        if holds(read_portee(appui.fiche.portee), cas):
            trouves.setdefault(appui.exigence, []).append(appui.fiche)
    return trouves


def secours_of(preparation: Preparation, dispositif: Dispositif) -> dict[str, list[Fiche]]:
    """Point in error or contested → the answers to show beside it. One query, and none when nothing is wrong."""
    fautifs = [ligne.code for ligne in preparation.bloquantes if ligne.etat in EN_CAUSE]
    trouvees = fiches_par_exigence(fautifs, cas_of(dispositif)) if fautifs else {}
    return {code: fiches[:SECOURS_MAX] for code, fiches in trouvees.items()}


def exigences_de(fiche: Fiche) -> list[str]:
    """The requirements that an answer helps with, in the order written."""
    return list(fiche.appuis.order_by("pk").values_list("exigence", flat=True))


def voisines_de(fiches: Iterable[Fiche]) -> list[Fiche]:
    """The other answers to the same questions, in other scopes."""
    fiches = list(fiches)
    sujets, connues = {f.sujet for f in fiches}, [f.pk for f in fiches]
    autres = fiches_courantes().filter(Q(sujet__in=sujets)).exclude(pk__in=connues)
    return list(autres.order_by("code")[:LISTE_MAX])
