"""The catalogue of terminologies by layer, and what a company's solutions declare of it."""

from itertools import groupby

from django.db.models import OuterRef, Subquery

from dossiers.models import Compte, Solution, Terminologie
from dossiers.queries.perimetre import Introuvable, solutions_of

ORDRE = (Terminologie.Couche.BASE, Terminologie.Couche.SOCLE, Terminologie.Couche.SPECIALISEE)


def catalogue_par_couche() -> list[tuple[str, list[Terminologie]]]:
    """(label of the layer, its terminologies), the widest layer first. `cible`: what each is transcoded to, or None."""
    cible = Terminologie.objects.filter(code=OuterRef("transcodage")).order_by("pk").values("nom")[:1]
    presentes = Terminologie.objects.filter(en_vigueur=True).annotate(cible=Subquery(cible)).order_by("couche", "nom")
    groupes = {couche: list(lignes) for couche, lignes in groupby(presentes, key=lambda t: t.couche)}
    return [(couche.label, groupes[couche]) for couche in ORDRE if couche in groupes]


def solution_of(compte: Compte, uuid) -> Solution:
    """One solution of the person's company. Raises `Introuvable`."""
    solution = solutions_of(compte).filter(uuid=uuid).first()
    if solution is None:
        raise Introuvable("Cette solution n’existe pas pour cette personne.")
    return solution


def integrees(solution: Solution) -> list[Terminologie]:
    """What a solution says it integrates."""
    return list(Terminologie.objects.filter(integrations__solution=solution).order_by("nom"))


def a_transcoder(terminologies: list[Terminologie]) -> list[tuple[Terminologie, Terminologie]]:
    """(terminology, the one its transcoding table must lead to): what a label asks to show."""
    codes = [t.transcodage for t in terminologies if t.transcodage]
    cibles = {t.code: t for t in Terminologie.objects.filter(code__in=codes).order_by("pk")}
    return [(t, cibles[t.transcodage]) for t in terminologies if t.transcodage in cibles]
