"""Facts in words, for whoever asks why."""

from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.condition import Raison
from dossiers.rules.exigence import Verdict

FAITS = {
    "financement": "offre avec financement",
    "proxy": "composant Proxy e-santé",
    "exception_eai": "exception EAI prévue par le dispositif",
}


def reasons_sentence(verdict: Verdict, dispositif: Dispositif) -> str:
    """« moteur : oui ; montage : oui »: the answers that led to a verdict; empty when it depends on none."""
    return " ; ".join(_reason(raison, dispositif) for raison in verdict.raisons)


def _reason(raison: Raison, dispositif: Dispositif) -> str:
    return f"{fact_label(raison.fait, dispositif)} {show_value(raison, dispositif)}"


def fact_label(fait: str, dispositif: Dispositif) -> str:
    """What a fact is called: its question, its profil, or its own words."""
    question = next((q for q in dispositif.questions if q.code == fait), None)
    if question:
        return f"« {question.libelle} » :"
    profil = next((p for p in dispositif.profils if f"profil_{p.code}" == fait), None)
    if profil:
        return f"profil « {profil.libelle} » :"
    return f"{FAITS.get(fait, 'fait du dispositif « ' + fait.replace('_', ' ') + ' »')} :"


def show_value(raison: Raison, dispositif: Dispositif) -> str:
    """The value of a fact in French."""
    if isinstance(raison.valeur, bool):
        return "oui" if raison.valeur else "non"
    question = next((q for q in dispositif.questions if q.code == raison.fait), None)
    choix = question.reponses if question else ()
    return next((c.libelle for c in choix if c.code == raison.valeur), raison.valeur)


def field_label(code: str, dispositif: Dispositif) -> str:
    """What an answer is called: its question, its requirement, the status read on a proof; itself when it is none."""
    for objet in (*dispositif.questions, *dispositif.exigences):
        if objet.code == code:
            return objet.libelle
    lectures = (exigence.lecture for exigence in dispositif.exigences if exigence.lecture)
    return next((lecture.libelle for lecture in lectures if lecture.fait == code), code)
