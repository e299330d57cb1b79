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


@dataclass(frozen=True)
class Partage:
    """`entreprise`: the answers that hold for the whole company (its NIE…). `solutions`: each solution with its own
    (its NIL, whether it integrates a moteur…).
    """

    entreprise: list[ReponsePartagee]
    solutions: list[tuple[Solution, list[ReponsePartagee]]]


def shared_answers(editeur: Editeur) -> Partage:
    """All that a company has told once. Four queries, whatever its size."""
    objets = _known()
    lues = Reponse.objects.filter(editeur=editeur, dossier=None).exclude(valeur="").select_related("par", "saisie_dans")
    par_solution: dict[int | None, list[ReponsePartagee]] = {}
    for reponse in lues.order_by("code", "pk"):
        if reponse.code in objets:
            objet = objets[reponse.code]
            partagee = ReponsePartagee(objet.libelle, reponse, _shown(objet, reponse.valeur))
            par_solution.setdefault(reponse.solution_id, []).append(partagee)
    solutions = Solution.objects.filter(editeur=editeur).order_by("nom", "version_majeure", "pk")
    return Partage(par_solution.get(None, []), [(s, par_solution.get(s.pk, [])) for s in solutions])


def _known() -> dict:
    """Every question and requirement of the current référentiels, by code."""
    dispositifs = [dispositif_of(referentiel) for referentiel in current_referentiels()]
    return {objet.code: objet for d in dispositifs for objet in (*d.questions, *d.exigences)}


def _shown(objet, valeur: str) -> str:
    choix = getattr(objet, "reponses", ())
    return next((c.libelle for c in choix if c.code == valeur), valeur)
