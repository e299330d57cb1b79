"""The fields of an étape: which answers it holds, whose they are, and which may be changed now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.exigence import Exigence, Format, Kind
from dossiers.referentiel.question import Portee
from dossiers.rules.dispense import as_content, waive
from dossiers.rules.evenement import digest
from dossiers.rules.exigence import Valeur, Verdict, judge_exigences
from dossiers.rules.identifiant import normalise
from dossiers.rules.parcours import Etat
from dossiers.rules.question import questions_pertinentes
from dossiers.rules.situation import Situation


def answers_of(exigence: Exigence) -> tuple[str, ...]:
    """The codes of the answers typed for a requirement: its own, or the status read on its proof."""
    if exigence.kind is Kind.PIECE:
        return (exigence.lecture.fait,) if exigence.lecture else ()
    return (exigence.code,)


def answer_codes(dispositif: Dispositif, etape: int) -> dict[str, Portee]:
    """Every answer an étape can hold → whose fact it is."""
    portees = {question.code: question.portee for question in dispositif.questions_de(etape)}
    for exigence in dispositif.exigences_de(etape):
        for code in answers_of(exigence):
            portees[code] = Portee.DOSSIER if exigence.kind is Kind.PIECE else exigence.portee
    return portees


def clean_answer(dispositif: Dispositif, code: str, valeur: str) -> str:
    """An answer as it is kept: without the spaces that mean nothing in its format, so that two equal ones are equal."""
    formats = {e.code: e.format for e in dispositif.exigences if e.kind is not Kind.PIECE}
    return normalise(formats.get(code, Format.TEXTE), valeur)


def submitted_verdicts(situation: Situation) -> tuple[Verdict, ...]:
    """The requirements that applied to what was last submitted, on the day it was; empty before any submission. Those
    it was sent without, being waived, are not among them.
    """
    return tuple(verdict for verdict in sent_verdicts(situation) if verdict.valeur is Valeur.OUI)


def sent_verdicts(situation: Situation) -> tuple[Verdict, ...]:
    """The same, in order, with those that were waived."""
    if situation.depot is None:
        return ()
    alors = replace(situation, le=situation.depot.le, reponses=situation.depot.reponses)
    jugees = judge_exigences(situation.dispositif, alors.faits, alors.jour, situation.etape)
    return tuple(v for v in waive(jugees, situation.depot.dispenses) if _was_asked(v, situation))


def _was_asked(verdict: Verdict, situation: Situation) -> bool:
    if verdict.valeur is Valeur.DISPENSE:
        return True
    return verdict.valeur is Valeur.OUI and (not verdict.exigence.facultatif or has_value(situation, verdict.exigence))


def expected_verdicts(situation: Situation) -> tuple[Verdict, ...]:
    """Those a reviewer must give a verdict on: what was sent, but what is waived since."""
    dispenses = situation.dispenses
    return tuple(verdict for verdict in submitted_verdicts(situation) if verdict.exigence.code not in dispenses)


def has_value(situation: Situation, exigence: Exigence) -> bool:
    """True when the last submission held something for this requirement."""
    depot = situation.depot
    return depot is not None and (exigence.code in depot.pieces or bool(depot.reponses.get(exigence.code)))


def open_fields(situation: Situation) -> frozenset[str]:
    """Names of answers and proofs the éditeur may change now.

    Before a submission: all. After a request for complements: what was contested and the questions its conditions
    read, what was not asked then, and a proof found since that it does not open. Otherwise none.
    """
    dispositif, etape = situation.dispositif, situation.etape
    if situation.etat is Etat.OUVERTE:
        return frozenset(answer_codes(dispositif, etape)) | {e.code for e in dispositif.exigences_de(etape)}
    if situation.etat is not Etat.COMPLEMENTS:
        return frozenset()
    closes = {verdict.exigence.code for verdict in submitted_verdicts(situation)} - _reopened(situation)
    ouvertes = [exigence for exigence in dispositif.exigences_de(etape) if exigence.code not in closes]
    lus = {fait for exigence in ouvertes if exigence.code in situation.contestees for fait in exigence.faits}
    questions = {q.code for q in dispositif.questions_de(etape) if q.code in lus or q.code not in _asked(situation)}
    return frozenset(questions.union(*({e.code, *answers_of(e)} for e in ouvertes)))


def _reopened(situation: Situation) -> set[str]:
    """What was contested, and the proofs that cannot stay: once replaced, or taken away, they may be given again."""
    codes = {*situation.pieces, *(situation.depot.pieces if situation.depot else ())}
    return {code for code in codes if _is_reopened(situation, code)} | situation.contestees


def _is_reopened(situation: Situation, code: str) -> bool:
    fichiers = situation.files_of(code)
    deposees = situation.depot.files_of(code) if situation.depot else ()
    en_place = tuple(piece.uuid for piece in fichiers)
    return en_place != deposees or any(piece.illisible or piece.refus for piece in fichiers)


def _asked(situation: Situation) -> Mapping[str, str]:
    """The answers of the last submission: a question that is not among them was not asked then."""
    return situation.depot.reponses if situation.depot else {}


def has_changed(situation: Situation, exigence: Exigence) -> bool:
    """True when what the éditeur has now for this requirement differs from what was last submitted: its answers, its
    proof (the same pictures given again are no change), or a question that was asked and that its conditions read.
    """
    depot = situation.depot
    if depot is None:
        return False
    if tuple(piece.sha256 for piece in situation.files_of(exigence.code)) != depot.digests_of(exigence.code):
        return True
    codes = (*answers_of(exigence), *(fait for fait in exigence.faits if fait in depot.reponses))
    return any(depot.reponses.get(code, "") != situation.reponses.get(code, "") for code in codes)


def freeze(situation: Situation) -> Situation:
    """The same situation, its closed fields held at what was submitted: a shared answer that changes elsewhere
    (the company's NIE, the solution's NIL) does not change what the ANS has, nor what it did not contest.
    """
    if situation.depot is None:
        return situation
    ouverts = open_fields(situation)
    clos = [code for code in answer_codes(situation.dispositif, situation.etape) if code not in ouverts]
    return hold(situation, clos, situation.depot.reponses)


def hold(situation: Situation, codes: Iterable[str], deposees: Mapping[str, str]) -> Situation:
    """The same situation, these answers being what was submitted; where a value told since comes from is hushed."""
    tenues = {code: deposees.get(code, "") for code in codes}
    autres = {code for code, valeur in tenues.items() if situation.reponses.get(code, "") != valeur}
    provenances = {code: phrase for code, phrase in situation.provenances.items() if code not in autres}
    return replace(situation, reponses={**situation.reponses, **tenues}, provenances=provenances)


def submission_content(situation: Situation) -> dict[str, dict]:
    """What a submission holds: the answers and proofs that matter, with the digest of each proof; the files that follow
    the first, when some have several; by whom, why and until when something is waived.

    Raises nothing: guards have been met before.
    """
    verdicts = situation.verdicts()
    exigences = [verdict.exigence for verdict in verdicts if verdict.valeur is Valeur.OUI]
    questions = questions_pertinentes(situation.dispositif, situation.faits, situation.jour, situation.etape)
    codes = [q.code for q in questions] + [code for e in exigences for code in answers_of(e)]
    pieces = {e.code: situation.pieces[e.code] for e in exigences if e.code in situation.pieces}
    contenu = {
        "reponses": {code: situation.reponses[code] for code in codes if situation.reponses.get(code)},
        "pieces": {code: piece.uuid for code, piece in pieces.items()},
        "empreintes": {code: piece.sha256 for code, piece in pieces.items()},
    }
    suites = {code: situation.suites[code] for code in pieces if situation.suites.get(code)}
    if suites:
        contenu["suites"] = {code: [piece.uuid for piece in suite] for code, suite in suites.items()}
        contenu["empreintes_suites"] = {code: [piece.sha256 for piece in suite] for code, suite in suites.items()}
    dispensees = {v.exigence.code for v in verdicts if v.valeur is Valeur.DISPENSE}
    if dispensees:
        contenu["dispenses"] = as_content({c: d for c, d in situation.dispenses.items() if c in dispensees})
    return contenu


def content_digest(situation: Situation) -> str:
    """Of what a submission would hold now: two that are equal send the same."""
    return digest(submission_content(situation))
