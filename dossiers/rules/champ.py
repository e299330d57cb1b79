"""The fields of an étape: which answers it holds, whose they are, and which may be changed now."""

from dataclasses import replace

from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.exigence import Exigence, Kind
from dossiers.referentiel.question import Portee
from dossiers.rules.exigence import Valeur, Verdict, judge_exigences
from dossiers.rules.parcours import Etat
from dossiers.rules.question import questions_pertinentes, read_faits
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


def submitted_verdicts(situation: Situation) -> tuple[Verdict, ...]:
    """The requirements that applied to what was last submitted; empty before any submission."""
    if situation.depot is None:
        return ()
    faits = read_faits(situation.dispositif, situation.propres, dict(situation.depot.reponses))
    verdicts = judge_exigences(situation.dispositif, faits, situation.jour, situation.etape)
    return tuple(
        verdict
        for verdict in verdicts
        if verdict.valeur is Valeur.OUI and (not verdict.exigence.facultatif or has_value(situation, verdict.exigence))
    )


def has_value(situation: Situation, exigence: Exigence) -> bool:
    """True when the last submission held something for this requirement."""
    depot = situation.depot
    return depot is not None and (exigence.code in depot.pieces or bool(depot.reponses.get(exigence.code)))


def open_fields(situation: Situation) -> frozenset[str]:
    """Names of answers and proofs the éditeur may change now.

    Before a submission: all. After a request for complements: what was contested, the questions its conditions read,
    and what is newly required. Otherwise none.
    """
    dispositif, etape = situation.dispositif, situation.etape
    if situation.etat is Etat.OUVERTE:
        return frozenset(answer_codes(dispositif, etape)) | {e.code for e in dispositif.exigences_de(etape)}
    if situation.etat is not Etat.COMPLEMENTS:
        return frozenset()
    deposees = {verdict.exigence.code for verdict in submitted_verdicts(situation)}
    ouvertes = [e for e in dispositif.exigences_de(etape) if e.code in situation.contestees or e.code not in deposees]
    contestees = [e for e in ouvertes if e.code in situation.contestees]
    questions = {question.code for question in dispositif.questions_de(etape)}
    noms = {e.code for e in ouvertes} | {code for e in ouvertes for code in answers_of(e)}
    return frozenset(noms | {fait for e in contestees for fait in e.faits if fait in questions})


def has_changed(situation: Situation, exigence: Exigence) -> bool:
    """True when what the éditeur has now differs from what was last submitted for this requirement."""
    if situation.depot is None:
        return False
    piece = situation.pieces.get(exigence.code)
    if (piece.uuid if piece else "") != situation.depot.pieces.get(exigence.code, ""):
        return True
    avant, maintenant = situation.depot.reponses, situation.reponses
    return any(avant.get(code, "") != maintenant.get(code, "") for code in answers_of(exigence))


def freeze(situation: Situation) -> Situation:
    """The same situation, its closed fields held at what was submitted: a shared answer that changes elsewhere
    (the company's NIE, the solution's NIL) does not change what the ANS has, nor what it did not contest.
    """
    if situation.depot is None:
        return situation
    ouverts = open_fields(situation)
    etape = answer_codes(situation.dispositif, situation.etape)
    tenus = {code: situation.depot.reponses.get(code, "") for code in etape if code not in ouverts}
    return replace(situation, reponses={**situation.reponses, **tenus})


def submission_content(situation: Situation) -> dict[str, dict[str, str]]:
    """What a submission holds: the answers and proofs that matter, with the digest of each proof.

    Raises nothing: guards have been met before.
    """
    verdicts = judge_exigences(situation.dispositif, situation.faits, situation.jour, situation.etape)
    exigences = [verdict.exigence for verdict in verdicts if verdict.valeur is Valeur.OUI]
    questions = questions_pertinentes(situation.dispositif, situation.faits, situation.jour, situation.etape)
    codes = [q.code for q in questions] + [code for e in exigences for code in answers_of(e)]
    pieces = {e.code: situation.pieces[e.code] for e in exigences if e.code in situation.pieces}
    return {
        "reponses": {code: situation.reponses[code] for code in codes if situation.reponses.get(code)},
        "pieces": {code: piece.uuid for code, piece in pieces.items()},
        "empreintes": {code: piece.sha256 for code, piece in pieces.items()},
    }
