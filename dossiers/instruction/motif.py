"""The reasons offered for each requirement, their words filled in with what was sent and read."""

from collections.abc import Mapping

from dossiers.models import Dossier
from dossiers.queries.examen import Instruction
from dossiers.queries.ligne_examen import LigneExamen
from dossiers.queries.motif import modeles_actifs
from dossiers.referentiel.question import Portee
from dossiers.rules.comparaison import read_text
from dossiers.rules.motif import Propose, proposed

Motifs = Mapping[str, tuple[Propose, ...]]


def motifs_of(dossier: Dossier, instruction: Instruction) -> Motifs:
    """By requirement, the reasons that can be given. One query."""
    modeles = modeles_actifs()
    communs = _shared_words(dossier, instruction)
    return {
        ligne.code: proposed(modeles, ligne.exigence, {**communs, **_own_words(ligne)}) for ligne in instruction.lignes
    }


def _shared_words(dossier: Dossier, instruction: Instruction) -> dict[str, str]:
    lignes = instruction.lignes
    nil = next((ligne.donne.valeur for ligne in lignes if ligne.exigence.convention), "")
    nie = (x.donne.valeur for x in lignes if x.exigence.portee is Portee.EDITEUR and not x.exigence.facultatif)
    return {"nil": nil, "nie": next(nie, ""), "logiciel": str(dossier.solution.nom)}


def _own_words(ligne: LigneExamen) -> dict[str, str]:
    constat = ligne.lecture.constat if ligne.lecture else None
    return {
        "exigence": ligne.exigence.libelle,
        "valeur": ligne.donne.valeur,
        "preuve": ligne.exigence.preuve,
        "minimum": ligne.minimum,
        "statut_lu": read_text(constat, "statut") if constat else "",
        "nil_lu": read_text(constat, "nil") if constat else "",
    }
