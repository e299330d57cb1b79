"""What a page of an étape showed when it was drawn, so that a page grown old erases nothing that others saved since.

The form posts every field, touched or not. The page carries a digest of each answer it showed: what is posted as it
was shown was not touched, and is left as it is stored; what was changed on both sides is a conflict, which nobody wins
without having read the other's answer. It is not signed: it protects from oneself alone, and what is being typed while
a draft comes back keeps the digest of what was last read under it (static/segur.js).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from dossiers.models import Dossier, Reponse
from dossiers.queries.referentiel import dispositif_of
from dossiers.queries.situation import reponses_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.champ import answer_codes, clean_answer, open_fields
from dossiers.rules.jour import moment_words
from dossiers.rules.situation import Situation
from segur.formulaires import NUL

CITE = 80  # characters of the other's answer that a sentence quotes


class Conflit(str):
    """The sentence of a field that someone else changed too: a refusal, told apart from the others by its type."""


@dataclass(frozen=True)
class Champ:
    """What a page knows of one field. `conflit`: it has shown that someone else changed it too."""

    empreinte: str
    conflit: bool = False


def remember_montre(situation: Situation, dossier: Dossier, refus: Mapping[str, str]) -> str:
    """The answers now stored in the open fields: {code: [digest, conflict]} in JSON, of this dossier alone."""
    ouverts = open_fields(situation)
    codes = [code for code in answer_codes(situation.dispositif, situation.etape) if code in ouverts]
    montre = {
        code: [
            _digest(situation.dispositif, code, situation.reponses.get(code, "")),
            isinstance(refus.get(code), Conflit),
        ]
        for code in codes
    }
    return json.dumps({"dossier": dossier.uuid.hex, "champs": montre})


def recall_montre(request: HttpRequest, dossier: Dossier) -> dict[str, Champ]:
    """What the page that is posted had shown; nothing when it does not say, or not in our words."""
    try:
        montre = json.loads(request.POST.get("montre", ""))
        if montre["dossier"] != dossier.uuid.hex:
            return {}
        return {str(code): Champ(str(empreinte), bool(dit)) for code, (empreinte, dit) in montre["champs"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def sort_valeurs(
    request: HttpRequest, dossier: Dossier, valeurs: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """(what is to be kept, the conflicts by field) among the values posted. A page that tells nothing is believed."""
    montre, dispositif = recall_montre(request, dossier), dispositif_of(dossier.referentiel)
    connues = reponses_of(dossier) if montre else {}
    touchees = {
        code: texte
        for code, texte in valeurs.items()
        if code not in montre or _digest(dispositif, code, texte) != montre[code].empreinte
    }
    depassees = {
        code: connues[code]
        for code, texte in touchees.items()
        if code in montre and code in connues and _is_overtaken(request, dispositif, connues[code], montre[code], texte)
    }
    gardees = {code: texte for code, texte in touchees.items() if code not in depassees}
    autrui = {code: reponse for code, reponse in depassees.items() if reponse.par_id != request.user.pk}
    return gardees, {code: Conflit(conflict_sentence(reponse, dispositif)) for code, reponse in autrui.items()}


def has_moved(request: HttpRequest, situation: Situation, dossier: Dossier) -> bool:
    """True when the page posted shows an answer that is not the stored one any more: it is to be drawn again."""
    dispositif = situation.dispositif
    for code, champ in recall_montre(request, dossier).items():
        connue = _digest(dispositif, code, situation.reponses.get(code, ""))
        if connue not in (champ.empreinte, _digest(dispositif, code, request.POST.get(code, ""))):
            return True
    return False


def conflict_sentence(reponse: Reponse, dispositif: Dispositif) -> str:
    """Who changed the answer, when, to what, and what to do next."""
    quand = moment_words(reponse.le)
    suite = "Votre saisie n’a pas été enregistrée : vérifiez, puis enregistrez à nouveau."
    if not reponse.valeur:
        return f"{reponse.par} a effacé cette réponse le {quand}. {suite}"
    return f"{reponse.par} a enregistré « {_quoted(reponse, dispositif)} » le {quand}. {suite}"


def _is_overtaken(request: HttpRequest, dispositif: Dispositif, reponse: Reponse, champ: Champ, texte: str) -> bool:
    """True when a changed field would cover another answer saved since the page was drawn.

    A conflict once told stays until a button is pressed: a draft that saves itself must not settle it unread. What one
    saved oneself is covered, save by a file that was long on its way with the text of its departure.
    """
    connue = _digest(dispositif, reponse.code, reponse.valeur)
    if connue == _digest(dispositif, reponse.code, texte):
        return False
    if reponse.par_id == request.user.pk:
        return connue != champ.empreinte and bool(request.htmx and request.FILES)
    return connue != champ.empreinte or bool(champ.conflit and request.htmx)


def _quoted(reponse: Reponse, dispositif: Dispositif) -> str:
    choix = {c.code: c.libelle for q in dispositif.questions if q.code == reponse.code for c in q.reponses}
    valeur = " ".join(choix.get(reponse.valeur, reponse.valeur).split())
    return valeur if len(valeur) <= CITE else f"{valeur[:CITE].rstrip()}…"


def _digest(dispositif: Dispositif, code: str, texte: str) -> str:
    """Of an answer as it is kept; browsers write line ends in their own way."""
    propre = clean_answer(dispositif, code, texte.replace(NUL, "")).replace("\r\n", "\n").strip()
    return hashlib.sha256(propre.encode()).hexdigest()[:16]
