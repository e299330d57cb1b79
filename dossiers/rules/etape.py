"""The gates between étapes, and what the éditeur sees of a closed one.

2 opens when the charte is accepted in 1; 3 when 2 is validated (Gazelle too, source: ANS); 4 when 3 is validated and
every homologation the dossier needs is *obtained*.
"""

from dossiers.rules.exigence import Valeur
from dossiers.rules.parcours import Etat
from dossiers.rules.situation import Situation
from dossiers.rules.statut import Seuil, compare_statut


def closed_because(numero: int, situation: Situation) -> tuple[str, ...]:
    """Why an étape cannot open yet, one French sentence each; empty when nothing holds it."""
    raisons = []
    precedente = situation.etats.get(numero - 1)
    if numero > 1 and precedente is not Etat.VALIDEE:
        raisons.append(_before_sentence(numero, situation))
    if numero == 4:
        raisons += missing_homologations(situation)
    return tuple(raisons)


def missing_homologations(situation: Situation) -> list[str]:
    """The homologations needed for the attribution that are not obtained yet, one sentence each."""
    return [
        sentence
        for verdict in situation.verdicts(4)
        if verdict.exigence.lecture and (sentence := _homologation_sentence(verdict, situation))
    ]


def _homologation_sentence(verdict, situation: Situation) -> str:
    libelle = verdict.exigence.libelle
    if verdict.ecartee:
        return ""
    if verdict.valeur is Valeur.INCONNU:
        return f"« {libelle} » : vos réponses ne disent pas encore s’il faut l’obtenir."
    lecture = verdict.exigence.lecture
    statut = situation.reponses.get(lecture.fait, "")
    if statut and compare_statut(statut, lecture.statut_min, situation.dispositif.commun.echelle) is Seuil.ATTEINT:
        return ""
    suite = f"son statut est « {statut} »" if statut else "son statut n’est pas connu"
    return f"« {libelle} » reste à obtenir ; {suite}."


def _before_sentence(numero: int, situation: Situation) -> str:
    precedente = situation.dispositif.etape(numero - 1)
    if numero == 2:
        return "La charte de référencement doit d’abord être acceptée à l’étape 1."
    return f"L’étape {precedente.numero} « {precedente.libelle} » doit d’abord être validée par l’ANS."
