"""Training: the exercises a reviewer may ask for, and what the synthetic company answers to what blocks it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dossiers.referentiel.echelle import Echelle
from dossiers.referentiel.exigence import Exigence, Format, Kind
from dossiers.referentiel.question import Question
from dossiers.rules.preparation import Preparation
from dossiers.rules.situation import Situation

RAISON_SOCIALE = "Éditeur d’entraînement (fictif)"
# Days after which a training dossier is withdrawn, and the bytes of its proofs erased.
JOURS_GARDES = 7
# An answer may bring other questions: more rounds than any référentiel needs.
TOURS_MAX = 8


@dataclass(frozen=True)
class Exercice:
    """`sous_seuil`: the proof shows less than it should; `autre_nil`: it is another software's; `reponses`: what the
    company answers to the questions that have this code, « non » otherwise.
    """

    code: str
    libelle: str
    sous_seuil: bool = False
    autre_nil: bool = False
    reponses: Mapping[str, str] = field(default_factory=dict)


EXERCICES = (
    Exercice("propre", "Un dossier sans reproche"),
    Exercice("sous_seuil", "Une preuve sous le seuil", sous_seuil=True),
    Exercice("autre_nil", "Une preuve au NIL d’un autre logiciel", autre_nil=True),
    Exercice("montage", "Un montage avec une solution tierce", reponses={"montage": "oui"}),
)


@dataclass(frozen=True)
class Image:
    """What a synthetic proof shows."""

    logiciel: str
    nil: str
    nie: str
    statut: str


def find_exercice(code: str) -> Exercice | None:
    """The exercise of that code, or None."""
    return next((exercice for exercice in EXERCICES if exercice.code == code), None)


def next_answers(preparation: Preparation, situation: Situation, exercice: Exercice, numero: int) -> dict[str, str]:
    """Code → text, for each line that blocks: what would settle it. `numero` is this dossier's own."""
    valeurs: dict[str, str] = {}
    for ligne in preparation.bloquantes:
        if ligne.question:
            valeurs[ligne.code] = _choice(ligne.question, exercice)
        elif ligne.exigence.kind is not Kind.PIECE:
            valeurs[ligne.code] = _value(ligne.exigence, situation.dispositif.exigences.index(ligne.exigence), numero)
        elif ligne.exigence.lecture:
            echelle = situation.dispositif.commun.echelle
            valeurs[ligne.exigence.lecture.fait] = echelle.statut(ligne.exigence.lecture.statut_min).libelle
    return valeurs


def missing_proofs(preparation: Preparation, situation: Situation) -> list[Exigence]:
    """The proofs that block and are not there."""
    exigences = [ligne.exigence for ligne in preparation.bloquantes if ligne.exigence]
    return [e for e in exigences if e.kind is Kind.PIECE and e.code not in situation.pieces]


def picture_of(exigence: Exigence, situation: Situation, exercice: Exercice, numero: int) -> Image:
    """What the proof of a requirement shows: what is declared, but for what the exercise twists."""
    numeros = [e for e in situation.dispositif.exigences_de(exigence.etape) if e.kind is Kind.IDENTIFIANT]
    nie, declare = (_first([e for e in numeros if e.convention is porte], situation) for porte in (False, True))
    nil = f"{4_000_000 + 3 * numero}-7" if exercice.autre_nil else declare
    return Image(situation.logiciel, nil, nie, _shown(exigence, situation.dispositif.commun.echelle, exercice))


def _first(exigences: Iterable[Exigence], situation: Situation) -> str:
    """The first number given among those."""
    return next(filter(None, (situation.reponses.get(e.code, "") for e in exigences)), "")


def _shown(exigence: Exigence, echelle: Echelle, exercice: Exercice) -> str:
    if exigence.lecture is None:
        return ""
    voulu = echelle.statut(exigence.lecture.statut_min)
    dessous = [s for s in echelle.statuts if s.rang is not None and s.rang < voulu.rang]
    if exercice.sous_seuil and dessous:
        return max(dessous, key=lambda s: s.rang).libelle
    return voulu.libelle


def _choice(question: Question, exercice: Exercice) -> str:
    admises = [choix.code for choix in question.reponses]
    voulue = exercice.reponses.get(question.code, "non")
    return voulue if voulue in admises else admises[-1]


def _value(exigence: Exigence, rang: int, numero: int) -> str:
    """Another for each requirement and each dossier (a number given twice is a contradiction), unlike the number in the
    name of the software, which a picture shows too.
    """
    if exigence.format is Format.NUMERO:
        return f"{9_999_999 - numero}-{rang}"
    valeurs = {
        Format.SIREN: "000000000",
        Format.SIRET: "00000000000000",
        Format.LISTE_OU_NEANT: "néant",
        Format.ADRESSE: f"https://exemple.invalid/{numero}",
    }
    return valeurs.get(exigence.format, f"Texte d’entraînement {numero}")
