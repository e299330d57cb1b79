"""What a reading says of a requirement's proof, held against what the éditeur declares now.

Pure: the reading is a fact of the picture, what it is worth follows from today's answers. Source: issue of the ANS FAQ,
étape 2 (NIL, « au minimum au statut Pré-examen »).
"""

from functools import lru_cache

from dossiers.referentiel.echelle import Echelle
from dossiers.referentiel.exigence import Exigence, Kind, Porteur
from dossiers.referentiel.question import Portee
from dossiers.rules.constat import Attendu, Constat, Issue, Motif, conclude
from dossiers.rules.exigence import Valeur
from dossiers.rules.identifiant import normalise
from dossiers.rules.lecture import Page
from dossiers.rules.piece import judge_piece
from dossiers.rules.situation import Piece, Situation
from dossiers.rules.statut import find_statut

# Runs of text judged of one proof: beyond, it is no screenshot, and a person looks.
CELLULES_MAX = 1200
# What tells where a finding stands, best first.
REPERES = ("ligne", "nil", "statut")


def constat_of(exigence: Exigence, situation: Situation) -> Constat | None:
    """The judgement on the proof of a requirement, its files judged as one document; None when there is nothing to
    judge: no proof, none read yet.
    """
    lus = read_files(exigence.code, situation)
    if not lus or exigence.lecture is None:
        return None
    pages = tuple(page for piece in lus for page in piece.pages)
    if sum(len(page.cellules) for page in pages) > CELLULES_MAX:
        return conclude(Motif.TROP_DE_TEXTE)
    return _judge(pages, expected_of(exigence, situation), situation.dispositif.commun.echelle)


def read_files(code: str, situation: Situation) -> tuple[Piece, ...]:
    """The files of a proof that were read, in order."""
    return tuple(piece for piece in situation.files_of(code) if piece.pages is not None)


def shown_file(constat: Constat, code: str, situation: Situation) -> tuple[Piece, int]:
    """The file of a proof on which the finding stands (the first, when nothing was found), and how many pages of the
    whole come before it.
    """
    lus, avant = read_files(code, situation), 0
    page = next((constat.lus[champ].page for champ in REPERES if champ in constat.lus), 1)
    for piece in lus:
        if page <= avant + len(piece.pages):
            return piece, avant
        avant += len(piece.pages)
    return lus[0], 0


def expected_of(exigence: Exigence, situation: Situation) -> Attendu:
    """What its proof must show: the NIL the convention will carry, the company's NIE, the software, the threshold.

    In a montage the convention carries the number of a solution of another éditeur: the NIE, the name and the version
    beside it are theirs, and are held against nothing.
    """
    demandees = [
        verdict.exigence
        for verdict in situation.verdicts(exigence.etape)
        if verdict.exigence.kind is Kind.IDENTIFIANT and verdict.valeur is Valeur.OUI
    ]
    conventions = [e for e in demandees if e.convention]
    nil, minimum = _answer(conventions, situation), exigence.lecture.statut_min
    if conventions and conventions[0].porteur is Porteur.TIERS:
        return Attendu(nil, statut_min=minimum, tiers=True)
    nie = _answer([e for e in demandees if e.portee is Portee.EDITEUR and not e.facultatif], situation)
    return Attendu(nil, nie, situation.logiciel, minimum, situation.version)


def is_maintained(constat: Constat, exigence: Exigence, situation: Situation) -> bool:
    """True when a person answered « je maintiens » to this very sentence: another one asks them again."""
    return any(fichier.maintenu == constat.phrase for fichier in situation.files_of(exigence.code) if fichier.maintenu)


def contradicts(constat: Constat | None, exigence: Exigence, situation: Situation) -> bool:
    """True when the machine is sure that the proof does not say what is declared, and nobody has answered for it."""
    return constat is not None and constat.issue is Issue.DISCORDANT and not is_maintained(constat, exigence, situation)


def sure_statut(constat: Constat | None) -> str:
    """The status, as shown, that the proof surely gives to the declared NIL; empty when there is none."""
    if constat is None or constat.motif not in (Motif.CONFORME, Motif.STATUT_INSUFFISANT):
        return ""
    return constat.lus["statut"].texte


def other_statut(constat: Constat | None, libelle: str, echelle: Echelle) -> str:
    """The status read when it is surely another than the one typed; empty otherwise."""
    dit, lu = find_statut(libelle, echelle), sure_statut(constat)
    return lu if lu and dit is not None and dit.code != constat.statut else ""


def _answer(exigences: list[Exigence], situation: Situation) -> str:
    return next((normalise(e.format, situation.reponses.get(e.code, "")) for e in exigences), "")


@lru_cache(maxsize=256)
def _judge(pages: tuple[Page, ...], attendu: Attendu, echelle: Echelle) -> Constat:
    return judge_piece(pages, attendu, echelle)
