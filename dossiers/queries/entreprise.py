"""What is known of a company and of its solutions, told once: the shared answers, with where they come from."""

from dataclasses import dataclass

from dossiers.models import Editeur, Reponse, Solution
from dossiers.queries.referentiel import current_referentiels, dispositif_of


@dataclass(frozen=True)
class ReponsePartagee:
    """A shared answer with its label and its provenance (`reponse.par`, `reponse.le`, `reponse.saisie_dans`)."""

    libelle: str
    reponse: Reponse
    valeur: str


def company_answers(editeur: Editeur) -> list[ReponsePartagee]:
    """The answers that hold for the whole company: its NIE…"""
    return _shared(Reponse.objects.filter(editeur=editeur, solution=None, dossier=None))


def solution_answers(editeur: Editeur) -> list[tuple[Solution, list[ReponsePartagee]]]:
    """Each solution of the company with its own answers: its NIL, whether it integrates a moteur…"""
    par_solution: dict[int, list[ReponsePartagee]] = {}
    for partagee in _shared(Reponse.objects.filter(editeur=editeur, solution__isnull=False)):
        par_solution.setdefault(partagee.reponse.solution_id, []).append(partagee)
    solutions = Solution.objects.filter(editeur=editeur).order_by("nom", "version_majeure", "pk")
    return [(solution, par_solution.get(solution.pk, [])) for solution in solutions]


def _shared(reponses) -> list[ReponsePartagee]:
    objets = _known()
    lues = reponses.exclude(valeur="").select_related("par", "saisie_dans").order_by("code", "pk")
    return [
        ReponsePartagee(objets[r.code].libelle, r, _shown(objets[r.code], r.valeur)) for r in lues if r.code in objets
    ]


def _known() -> dict:
    """Every question and requirement of the current référentiels, by code."""
    dispositifs = [dispositif_of(referentiel) for referentiel in current_referentiels()]
    return {objet.code: objet for d in dispositifs for objet in (*d.questions, *d.exigences)}


def _shown(objet, valeur: str) -> str:
    choix = getattr(objet, "reponses", ())
    return next((c.libelle for c in choix if c.code == valeur), valeur)
