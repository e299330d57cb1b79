"""Situations for the rules, with plain values said here: an éditeur of a LGC of vague 2, financed, without Proxy.

s = situation(reponses=PRETES, pieces=PIECES)     ready to be sent
s = submitted()                                   sent as above
s = contested(nie="Il manque un chiffre.")        sent, then complements asked for
"""

from dataclasses import replace
from datetime import datetime, timedelta

from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.champ import freeze, submission_content, submitted_verdicts
from dossiers.rules.jour import PARIS
from dossiers.rules.parcours import Etat
from dossiers.rules.situation import Depot, Examen, Piece, Situation
from tests.rules.textes import dispositif

LGC = "DSR-MDV-LGC-Va2"
LE = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)
PROPRES = {"financement": True, "proxy": False, "profil_general": True}
PRETES = {
    "montage": "non",
    "nie": "00123",
    "nil": "456-A",
    "statut_cnda": "Pré-examen",
    "versions_obsoletes": "néant",
}
TIERCE = {
    "montage": "oui",
    "moteur": "non",
    "nie": "00123",
    "nil_tiers": "789-T",
    "solution_tiers": "Solution Alpha, version 4",
    "versions_obsoletes": "néant",
}
PIECES = {"preuve_cnda": Piece("p1", "cnda.png", "a" * 64, LE)}
SUITES = {"preuve_cnda": (Piece("p5", "cnda-suite.png", "c" * 64, LE), Piece("p6", "cnda-fin.png", "d" * 64, LE))}
AUTRE = Piece("p2", "cnda-2.png", "b" * 64, LE)


def situation(code: str | Dispositif = LGC, etape: int = 2, etat: Etat = Etat.OUVERTE, **champs) -> Situation:
    """What is not said is empty."""
    lu = dispositif(code) if isinstance(code, str) else code
    return Situation(**{"dispositif": lu, "le": LE, "etape": etape, "etat": etat, "propres": PROPRES, **champs})


def submitted(
    code: str | Dispositif = LGC, reponses: dict | None = None, pieces: dict | None = None, suites: dict | None = None
) -> Situation:
    """Sent to the ANS, ready unless said otherwise; no verdict yet."""
    reponses, pieces = PRETES if reponses is None else reponses, PIECES if pieces is None else pieces
    avant = situation(code, reponses=reponses, pieces=pieces, suites=suites or {})
    depot = Depot(tour=1, le=LE, **submission_content(avant))
    return freeze(replace(avant, etat=Etat.SOUMISE, depot=depot))


def examined(base: Situation | None = None, **motifs: str) -> Situation:
    """With a verdict on everything: to correct for those `motifs`, conforme for the rest."""
    base = base or submitted()
    codes = [verdict.exigence.code for verdict in submitted_verdicts(base)]
    examens = {c: Examen(c, "a_corriger", motifs[c]) if c in motifs else Examen(c, "conforme") for c in codes}
    return replace(base, examens=examens)


def contested(base: Situation | None = None, **motifs: str) -> Situation:
    """Back to the éditeur, a day later."""
    motifs = motifs or {"preuve_cnda": "La copie d’écran est coupée."}
    vue = examined(base, **motifs)
    return replace(vue, etat=Etat.COMPLEMENTS, contestees=frozenset(motifs), le=vue.le + timedelta(days=1))


def with_answers(base: Situation, **reponses: str) -> Situation:
    """The same after the éditeur (here or elsewhere) has answered: what is closed does not move."""
    return freeze(replace(base, reponses={**base.reponses, **reponses}))
