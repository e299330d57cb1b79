"""The four sources of one requirement, side by side: declared, read on the proof, known elsewhere, sent before."""

from dataclasses import dataclass

from dossiers.queries.examen import Instruction
from dossiers.queries.ligne_examen import LigneExamen
from dossiers.referentiel.echelle import Echelle
from dossiers.rules.ailleurs import read_champ
from dossiers.rules.comparaison import read_text
from dossiers.rules.concordance import other_statut

PREMIER, PAS_DEMANDE, INCHANGE = "premier envoi", "pas encore demandé", "inchangé"
RIEN_LU, PAS_LUE, NON_LU = "rien de sûr", "preuve non lue", "ne se lit pas"


@dataclass(frozen=True)
class Source:
    """`accord`: with what is declared; None when nothing can be said. `note` in place of a value, or beside it."""

    valeur: str = ""
    accord: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Sources:
    """`lu_dans`: the requirement whose proof answers this one, None when none was read; `champ`: what it answers."""

    lu: Source
    avant: Source
    lu_dans: LigneExamen | None = None
    champ: str = ""


def sources_of(ligne: LigneExamen, instruction: Instruction, echelle: Echelle) -> Sources:
    """What stands beside what is declared; what is known elsewhere is on the line itself (`connus`)."""
    champ = read_champ(ligne.exigence)
    lu_dans = _reading(ligne, instruction) if champ else None
    return Sources(_read(ligne, lu_dans, champ, echelle), _before(ligne, instruction), lu_dans, champ)


def _reading(ligne: LigneExamen, instruction: Instruction) -> LigneExamen | None:
    """The line whose proof was read and says something of this one."""
    if ligne.exigence.lecture:
        return ligne if ligne.lecture else None
    return next((autre for autre in instruction.lignes if autre.lecture), None)


def _read(ligne: LigneExamen, lu_dans: LigneExamen | None, champ: str, echelle: Echelle) -> Source:
    if not champ:
        return Source(note=NON_LU)
    if lu_dans is None:
        return Source(note=PAS_LUE)
    if not (texte := read_text(lu_dans.lecture.constat, champ)):
        return Source(note=RIEN_LU)
    if champ == "statut":
        autre = other_statut(lu_dans.lecture.constat, ligne.donne.valeur, echelle)
        return Source(texte, accord=not autre if ligne.donne.valeur else None)
    comparee = next((c for c in lu_dans.lecture.comparaisons if c.champ == champ), None)
    note = comparee.attendu if comparee and comparee.tiers else ""
    return Source(texte, comparee.accord if comparee else None, note)


def _before(ligne: LigneExamen, instruction: Instruction) -> Source:
    if instruction.soumission.tour == 1:
        return Source(note=PREMIER)
    if ligne.nouvelle:
        return Source(note=PAS_DEMANDE)
    if ligne.avant is None:
        return Source(note=INCHANGE, accord=True)
    lue = read_text(ligne.lecture_avant.constat, "statut") if ligne.lecture_avant else ""
    note = f"lu alors : « {lue} »" if lue else _files(ligne)
    return Source(ligne.avant.valeur, ligne.avant.valeur == ligne.donne.valeur, note)


def _files(ligne: LigneExamen) -> str:
    if not ligne.donne.piece or ligne.avant.empreintes == ligne.donne.empreintes:
        return ""
    return "autre preuve"
