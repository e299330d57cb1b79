"""What was sent to the ANS for an étape, requirement by requirement, and what it said of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from dossiers.models import Dossier, Examen, Piece, Soumission
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.exigence import Exigence
from dossiers.referentiel.question import Question
from dossiers.rules.champ import answers_of
from dossiers.rules.dispense import Dispense, from_content
from dossiers.rules.suite import uuids_of, uuids_submitted


@dataclass(frozen=True)
class LigneBilan:
    """One thing that was sent: an answer, a value, a proof; with the verdict given on it, if any.

    `suite`: the files that follow the first one of the proof; `exigence`: None for the answer to a question. What was
    waived says so in `valeur`.
    """

    libelle: str
    valeur: str
    piece: Piece | None = None
    examen: Examen | None = None
    statut: str = ""
    suite: tuple[Piece, ...] = ()
    exigence: Exigence | None = None
    dispensee: bool = False

    @property
    def fichiers(self) -> tuple[Piece, ...]:
        """The whole proof, file after file."""
        return (self.piece, *self.suite) if self.piece else ()

    @property
    def entouree(self) -> Piece | None:
        """The file on which its correction points at something."""
        zone = self.examen.zone if self.examen else None
        return next((piece for piece in self.fichiers if zone and str(piece.uuid) == zone.piece), None)


@dataclass(frozen=True)
class Bilan:
    soumission: Soumission
    lignes: tuple[LigneBilan, ...]


def bilan_of(dossier: Dossier, soumission: Soumission, dispenses: Mapping[str, Dispense] | None = None) -> Bilan:
    """The content of one submission, in the order of the form. Two queries.

    `dispenses`: what is waived besides what was when it was sent, by requirement.
    """
    dispositif = dispositif_of(dossier.referentiel)
    examens = {examen.exigence: examen for examen in soumission.examens.select_related("par").order_by("pk")}
    uuids = uuids_submitted(soumission.contenu)
    pieces = {str(piece.uuid): piece for piece in Piece.objects.filter(dossier=dossier, uuid__in=uuids).order_by("pk")}
    lignes = [_question_line(question, soumission) for question in _questions(dispositif, soumission)]
    tenues = {**from_content(soumission.contenu.get("dispenses", {})), **(dispenses or {})}
    lignes += [_exigence_line(e, soumission, pieces, examens, tenues) for e in _exigences(dispositif, soumission)]
    return Bilan(soumission, tuple(lignes))


def _questions(dispositif: Dispositif, soumission: Soumission) -> list[Question]:
    return [q for q in dispositif.questions_de(soumission.etape) if q.code in soumission.contenu["reponses"]]


def _exigences(dispositif: Dispositif, soumission: Soumission) -> list[Exigence]:
    contenu = soumission.contenu
    return [
        exigence
        for exigence in dispositif.exigences_de(soumission.etape)
        if exigence.code in contenu["pieces"]
        or exigence.code in contenu.get("dispenses", {})
        or any(code in contenu["reponses"] for code in answers_of(exigence))
    ]


def _question_line(question: Question, soumission: Soumission) -> LigneBilan:
    valeur = soumission.contenu["reponses"][question.code]
    return LigneBilan(question.libelle, next((c.libelle for c in question.reponses if c.code == valeur), valeur))


def _exigence_line(
    exigence: Exigence, soumission: Soumission, pieces: dict, examens: dict, dispenses: Mapping[str, Dispense]
) -> LigneBilan:
    contenu, dispense = soumission.contenu, dispenses.get(exigence.code)
    if dispense:
        phrase = f"{dispense.phrase} (accordée par {dispense.par})"
        return LigneBilan(exigence.libelle, phrase, exigence=exigence, dispensee=True)
    fichiers = tuple(pieces[uuid] for uuid in uuids_of(contenu, exigence.code) if uuid in pieces)
    valeurs = [contenu["reponses"].get(code, "") for code in answers_of(exigence)]
    texte = " ".join(valeur for valeur in valeurs if valeur)
    examen = examens.get(exigence.code)
    if fichiers:
        premier, *suite = fichiers
        return LigneBilan(exigence.libelle, premier.nom, premier, examen, texte, tuple(suite), exigence)
    return LigneBilan(exigence.libelle, texte, examen=examen, exigence=exigence)
