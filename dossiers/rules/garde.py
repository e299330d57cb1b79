"""What must hold before a geste, beyond state and role. Each guard returns, or raises `Refus` with its sentence."""

from collections.abc import Callable

from dossiers.rules.champ import expected_verdicts
from dossiers.rules.preparation import Preparation, prepare_etape
from dossiers.rules.refus import Refus
from dossiers.rules.situation import Examen, Situation


def preparation_complete(situation: Situation) -> None:
    """Nothing that the ANS could send back is left: the promise of the product."""
    preparation = prepare_etape(situation)
    if preparation.bloquantes:
        raise Refus(_missing_sentence(preparation), {ligne.champ: ligne.phrase for ligne in preparation.bloquantes})
    if not preparation.prete:
        raise Refus(_undecided_sentence(preparation))


def tout_conforme(situation: Situation) -> None:
    """Every requirement submitted has a verdict, and none asks for a correction; what is waived needs none."""
    _require_all_examined(situation)
    contestes = _contested(situation)
    if contestes:
        raise Refus(f"{_count(len(contestes))} à corriger : demandez des compléments ou refusez.")


def corrections_motivees(situation: Situation) -> None:
    """Every requirement has a verdict and at least one is to correct, each with its reason: one round, not two."""
    _require_all_examined(situation)
    contestes = _contested(situation)
    if not contestes:
        raise Refus("Aucune exigence n’est « à corriger » : désignez ce qui doit l’être, avec son motif.")
    sans_motif = [e.exigence for e in contestes if not e.motif.strip()]
    if sans_motif:
        libelles = ", ".join(_label(situation, code) for code in sans_motif)
        raise Refus(f"Indiquez le motif de la correction demandée pour : {libelles}.")


def _contested(situation: Situation) -> list[Examen]:
    """The corrections asked for; not of what was waived since."""
    dispenses = situation.dispenses
    return [e for e in situation.examens.values() if e.verdict == "a_corriger" and e.exigence not in dispenses]


def _require_all_examined(situation: Situation) -> None:
    manquants = [code for code in expected_examens(situation) if code not in situation.examens]
    if manquants:
        libelles = ", ".join(_label(situation, code) for code in manquants)
        raise Refus(f"Il vous reste à vous prononcer sur : {libelles}.")


def expected_examens(situation: Situation) -> tuple[str, ...]:
    """The requirements a reviewer must give a verdict on: those that applied to what was submitted, and still do."""
    return tuple(verdict.exigence.code for verdict in expected_verdicts(situation))


def _label(situation: Situation, code: str) -> str:
    return f"« {situation.dispositif.exigence(code).libelle} »"


def _count(nombre: int) -> str:
    return "Une exigence est" if nombre == 1 else f"{nombre} exigences sont"


def _missing_sentence(preparation: Preparation) -> str:
    nombre = len(preparation.bloquantes)
    return f"Il reste {'un point' if nombre == 1 else f'{nombre} points'} à régler avant l’envoi."


def _undecided_sentence(preparation: Preparation) -> str:
    libelles = ", ".join(f"« {verdict.exigence.libelle} »" for verdict in preparation.suspendues)
    return f"Vos réponses ne permettent pas encore de savoir si ceci vous est demandé : {libelles}. Complétez-les."


GARDES: dict[str, Callable[[Situation], None]] = {
    "preparation_complete": preparation_complete,
    "tout_conforme": tout_conforme,
    "corrections_motivees": corrections_motivees,
}
