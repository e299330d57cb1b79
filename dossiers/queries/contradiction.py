"""Answers to one question whose scopes overlap: in some case people would read both, and not the same thing."""

from itertools import groupby

from django.db.models import Count

from dossiers.models import Fiche
from dossiers.queries.fiche import fiches_courantes
from dossiers.queries.portee import catalogue
from dossiers.rules.portee import Portee, cases_of, overlapping, read_portee

SUJETS_MAX = 200


def contradictions() -> list[tuple[Fiche, Fiche]]:
    """The pairs of answers in force that hold in one same case, sujet by sujet."""
    partages = fiches_courantes().values("sujet").annotate(nombre=Count("pk")).filter(nombre__gt=1).order_by("sujet")
    sujets = list(partages.values_list("sujet", flat=True)[:SUJETS_MAX])
    lues = list(fiches_courantes().filter(sujet__in=sujets).order_by("sujet", "code")) if sujets else []
    cases = catalogue()
    paires = []
    for _, groupe in groupby(lues, key=lambda fiche: fiche.sujet):
        fiches = {fiche.code: fiche for fiche in groupe}
        portees = [(code, read_portee(fiche.portee)) for code, fiche in fiches.items()]
        paires += [(fiches[a], fiches[b]) for a, b in overlapping(portees, cases)]
    return paires


def contradicted_by(code: str, sujet: str, portee: Portee) -> list[Fiche]:
    """The answers in force of that sujet, others than `code`, that hold in a case of that scope."""
    cases = catalogue()
    siens = cases_of(portee, cases)
    autres = fiches_courantes().filter(sujet=sujet).exclude(code=code).order_by("code")
    return [fiche for fiche in autres if cases_of(read_portee(fiche.portee), cases) & siens]
