"""What other dossiers say of what was sent: for the reviewers alone, and only of what was sent to the ANS too.

Two queries, whatever there is: the other dossiers of the company, then those that carry the same numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dossiers.models import Dossier, Soumission
from dossiers.referentiel.exigence import Exigence
from dossiers.rules.ailleurs import (
    Jugement,
    Origine,
    comparable,
    foreign_origine,
    is_numero,
    is_own_numero,
    judge_ailleurs,
    same_valeur,
)
from dossiers.rules.champ import answers_of
from dossiers.rules.identifiant import normalise

# Submissions looked at in each place; values shown of one requirement.
LUES_MAX, MONTRES_MAX = 60, 3


@dataclass(frozen=True)
class Connu:
    """One value known elsewhere. `convention`: the ANS has validated it there."""

    origine: Origine
    valeur: str
    dossier: Dossier
    jugement: Jugement
    convention: bool = False

    @property
    def alerte(self) -> str:
        """Why a person should look twice, in a sentence."""
        if self.origine is Origine.VOISIN:
            return f"Ce numéro est aussi celui de {self.dossier.solution}, un autre logiciel de l’entreprise."
        if self.origine is Origine.AUTRE:
            return f"Ce numéro est aussi celui de {self.dossier.editeur} ({self.dossier.solution})."
        return f"Un autre dossier ({self.origine.libelle}) donne « {self.valeur} »."


Ailleurs = Mapping[str, tuple[Connu, ...]]
Donnees = Sequence[tuple[Exigence, str]]


def ailleurs_of(dossier: Dossier, donnees: Donnees) -> Ailleurs:
    """By requirement, what is known elsewhere of the values given (`donnees`), what alarms first.

    Drafts are not looked at, nor the dossier itself; an exercise is compared with nothing.
    """
    if dossier.formation:
        return {exigence.code: () for exigence, _ in donnees}
    trouves: dict[str, list[Connu]] = {exigence.code: [] for exigence, _ in donnees}
    for soumission in _siblings(dossier):
        for exigence, valeur in donnees:
            trouves[exigence.code] += _told(exigence, valeur, soumission, dossier)
    numeros = [(e, normalise(e.format, valeur)) for e, valeur in donnees if valeur and is_numero(e)]
    for soumission in _strangers(dossier, sorted({valeur for _, valeur in numeros})):
        for exigence, valeur in numeros:
            trouves[exigence.code] += _carried(exigence, valeur, soumission)
    return {code: _shown(connus) for code, connus in trouves.items()}


def _siblings(dossier: Dossier) -> list[Soumission]:
    """The latest submission of the other dossiers of the company, latest first."""
    return _latest(Soumission.objects.filter(dossier__editeur=dossier.editeur_id).exclude(dossier=dossier))


def _strangers(dossier: Dossier, numeros: list[str]) -> list[Soumission]:
    """The same of the dossiers of other companies whose numbers, as sent to the ANS, are among these."""
    portes = Q(nie__in=numeros) | Q(nil__in=numeros) | Q(nil_convention__in=numeros)
    porteurs = Dossier.objects.filter(portes).exclude(editeur=dossier.editeur_id)
    return _latest(Soumission.objects.filter(dossier__in=porteurs.values("pk")))


def _latest(soumissions: QuerySet[Soumission]) -> list[Soumission]:
    lues = soumissions.filter(dossier__formation=False).select_related("dossier__solution", "dossier__editeur")
    derniers: dict[int, Soumission] = {}
    for soumission in lues.order_by("-le", "-pk")[:LUES_MAX]:
        derniers.setdefault(soumission.dossier_id, soumission)
    return list(derniers.values())


def _told(exigence: Exigence, valeur: str, soumission: Soumission, dossier: Dossier) -> Iterator[Connu]:
    """What another dossier of the company told for the same requirement."""
    autre, reponses = soumission.dossier, soumission.contenu["reponses"]
    origine = comparable(exigence, meme_solution=autre.solution_id == dossier.solution_id)
    dit = next((reponses[code] for code in answers_of(exigence) if reponses.get(code)), "")
    if origine and dit:
        yield _known(exigence, valeur, dit, origine, autre)
    elif is_own_numero(exigence) and same_valeur(exigence, dit, valeur) and autre.solution.nom != dossier.solution.nom:
        yield _known(exigence, valeur, dit, Origine.VOISIN, autre)


def _carried(exigence: Exigence, valeur: str, soumission: Soumission) -> Iterator[Connu]:
    """Where another company gave the same number: as its own, or as a third party's."""
    for code, dit in soumission.contenu["reponses"].items():
        if same_valeur(exigence, dit, valeur):
            yield _known(exigence, valeur, dit, foreign_origine(exigence, code), soumission.dossier)


def _known(exigence: Exigence, valeur: str, dit: str, origine: Origine, autre: Dossier) -> Connu:
    convention = bool(autre.nil_convention) and same_valeur(exigence, autre.nil_convention, dit)
    return Connu(origine, dit, autre, judge_ailleurs(exigence, valeur, dit, origine), convention)


def _shown(connus: list[Connu]) -> tuple[Connu, ...]:
    """The same value of the same company once; what alarms first, then in the order of the origins."""
    ordre = list(Origine)
    rangs = sorted(connus, key=lambda c: (not c.jugement.alerte, ordre.index(c.origine), not c.convention))
    uniques: dict[tuple, Connu] = {}
    for connu in rangs:
        uniques.setdefault((connu.origine, connu.valeur.casefold(), connu.dossier.editeur_id), connu)
    return tuple(uniques.values())[:MONTRES_MAX]
