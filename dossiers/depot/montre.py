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
from dossiers.rules.phrase import field_label
from dossiers.rules.situation import Situation
from segur.formulaires import NUL

CITE = 80  # characters of the other's answer that a sentence quotes
# The button of a conflict that gives up what is typed, « reprendre:code »; any other keeps it.
REPRENDRE = "reprendre"


class Conflit(str):
    """The sentence of a field that was changed elsewhere too: a refusal, told apart from the others by its type.
    `entier`: the other answer, when the sentence could only quote its beginning.
    """

    entier: str = ""


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
    """(what is to be kept, the conflicts by field) among the values posted. A page that tells nothing is believed.

    A field whose stored answer is preferred to what is typed is as one that was not touched.
    """
    geste, _, designe = request.POST.get("geste", "").partition(":")
    valeurs = {code: texte for code, texte in valeurs.items() if (geste, designe) != (REPRENDRE, code)}
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
        if code in montre and code in connues and _is_overtaken(request, dossier, connues[code], montre[code], texte)
    }
    gardees = {code: texte for code, texte in touchees.items() if code not in depassees}
    dites = {code: reponse for code, reponse in depassees.items() if not _is_own(request, dossier, reponse)}
    return gardees, {code: _conflict(request, dossier, reponse) for code, reponse in dites.items()}


def has_moved(request: HttpRequest, situation: Situation, dossier: Dossier) -> bool:
    """True when the page posted shows an answer that is not the stored one any more: it is to be drawn again."""
    dispositif = situation.dispositif
    for code, champ in recall_montre(request, dossier).items():
        connue = _digest(dispositif, code, situation.reponses.get(code, ""))
        if connue not in (champ.empreinte, _digest(dispositif, code, request.POST.get(code, ""))):
            return True
    return False


def moved_sentences(request: HttpRequest, situation: Situation, dossier: Dossier) -> list[str]:
    """For each answer that is not what the page posted had shown any more: its label, and who changed it."""
    connues, dispositif = reponses_of(dossier), situation.dispositif
    return [
        f"{field_label(code, dispositif)} : {changed_sentence(request, dossier, connues[code])}"
        for code, champ in recall_montre(request, dossier).items()
        if code in connues and _digest(dispositif, code, situation.reponses.get(code, "")) != champ.empreinte
    ]


def changed_sentence(request: HttpRequest, dossier: Dossier, reponse: Reponse) -> str:
    """Who gave that answer, which one, when, and in which other dossier, if any: the person who reads it may be who
    wrote it there.
    """
    quand = f"le {moment_words(reponse.le)}"
    ailleurs = reponse.saisie_dans if reponse.saisie_dans_id != dossier.pk else None
    lieu = f", dans le dossier n° {ailleurs.numero}" if ailleurs else ""
    qui = "Vous avez" if reponse.par_id == request.user.pk else f"{reponse.par} a"
    quoi = f"enregistré « {_quoted(reponse, dossier)} »" if reponse.valeur else "effacé cette réponse"
    return f"{qui} {quoi} {quand}{lieu}."


def _conflict(request: HttpRequest, dossier: Dossier, reponse: Reponse) -> Conflit:
    suite = "Votre saisie n’a pas été enregistrée : choisissez laquelle garder."
    conflit = Conflit(f"{changed_sentence(request, dossier, reponse)} {suite}")
    conflit.entier = reponse.valeur if len(_words(reponse, dossier)) > CITE else ""
    return conflit


def _is_own(request: HttpRequest, dossier: Dossier, reponse: Reponse) -> bool:
    """True of what the same person gave on this very page, or one like it: they know of it. What they gave in another
    dossier, in another tab, they may not have in mind.
    """
    return reponse.par_id == request.user.pk and reponse.saisie_dans_id == dossier.pk


def _is_overtaken(request: HttpRequest, dossier: Dossier, reponse: Reponse, champ: Champ, texte: str) -> bool:
    """True when a changed field would cover another answer saved since the page was drawn.

    A conflict once told stays until a button is pressed: a draft that saves itself must not settle it unread, nor a
    button that speaks of another field. What one saved oneself is covered, save by a file that was long on its way with
    the text of its departure.
    """
    dispositif = dispositif_of(dossier.referentiel)
    connue = _digest(dispositif, reponse.code, reponse.valeur)
    if connue == _digest(dispositif, reponse.code, texte):
        return False
    if _is_own(request, dossier, reponse):
        return connue != champ.empreinte and bool(request.htmx and request.FILES)
    return connue != champ.empreinte or (champ.conflit and not _is_settled(request, reponse.code))


def _is_settled(request: HttpRequest, code: str) -> bool:
    """True when the button pressed says that what is typed in this field is to be kept."""
    designe = request.POST.get("geste", "").partition(":")[2]
    return not request.htmx and designe in ("", code)


def _quoted(reponse: Reponse, dossier: Dossier) -> str:
    texte = _words(reponse, dossier)
    return texte if len(texte) <= CITE else f"{texte[:CITE].rstrip()}…"


def _words(reponse: Reponse, dossier: Dossier) -> str:
    """The answer on one line; a choice in its own words."""
    questions = dispositif_of(dossier.referentiel).questions
    choix = {c.code: c.libelle for q in questions if q.code == reponse.code for c in q.reponses}
    return " ".join(choix.get(reponse.valeur, reponse.valeur).split())


def _digest(dispositif: Dispositif, code: str, texte: str) -> str:
    """Of an answer as it is kept; browsers write line ends in their own way."""
    propre = clean_answer(dispositif, code, texte.replace(NUL, "")).replace("\r\n", "\n").strip()
    return hashlib.sha256(propre.encode()).hexdigest()[:16]
