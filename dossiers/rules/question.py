"""Which questions are worth asking now: those whose answer can still change what is required."""

from collections.abc import Iterable
from datetime import date

from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.question import Question
from dossiers.rules.condition import Faits
from dossiers.rules.exigence import judge_exigences


def read_faits(dispositif: Dispositif, propres: Faits, reponses: dict[str, str]) -> dict[str, bool | str | None]:
    """All the facts of a dossier: those of the dispositif, its own (`propres`), and the answers given.

    An answer that is not one of the question's choices is no fact: silence neither announces nor waives.
    """
    repondus = {question.code: question.fait(reponses.get(question.code, "")) for question in dispositif.questions}
    return {**dict(dispositif.faits), **propres, **repondus}


def questions_pertinentes(dispositif: Dispositif, faits: Faits, le: date, etape: int) -> tuple[Question, ...]:
    """The questions of an étape to show: the next ones worth asking, and those answered that matter.

    An answered question matters when, unanswered, it would be asked again.
    """
    return tuple(question for question in dispositif.questions_de(etape) if _matters(question, dispositif, faits, le))


def _matters(question: Question, dispositif: Dispositif, faits: Faits, le: date) -> bool:
    sans = {fait: valeur for fait, valeur in faits.items() if fait != question.code}
    return question.code in _missing(dispositif, sans, le)


def _missing(dispositif: Dispositif, faits: Faits, le: date) -> Iterable[str]:
    return {fait for verdict in judge_exigences(dispositif, faits, le) for fait in verdict.manquants}
