"""How the words of a dossier look: the tone of each state, reasons in words, the title of a source."""

from django import template

from dossiers.rules.exigence import Verdict
from dossiers.rules.phrase import reasons_sentence
from dossiers.rules.situation import Situation

register = template.Library()

TON_ETAT = {
    "ouverte": "new", "soumise": "info", "complements": "warning", "validee": "success", "refusee": "error",
}  # fmt: skip
TON_LIGNE = {
    "satisfait": "success", "a_verifier": "info", "en_attente": "info", "a_preciser": "new", "manquant": "warning",
    "invalide": "error", "contradictoire": "error", "conteste": "error",
}  # fmt: skip
TON_VERDICT = {"conforme": "success", "a_corriger": "error", "sans_objet": "neutre"}
TON_DECISION = {"valider": "success", "demander_complements": "warning", "refuser": "error"}


@register.filter
def ton_etat(etat: str) -> str:
    """The DSFR tone of a state of a dossier."""
    return TON_ETAT.get(etat, "neutre")


@register.filter
def ton_ligne(etat: str) -> str:
    """The DSFR tone of a line of the readiness panel."""
    return TON_LIGNE[etat]


@register.filter
def ton_verdict(verdict: str) -> str:
    """The DSFR tone of a reviewer's verdict."""
    return TON_VERDICT[verdict]


@register.filter
def ton_decision(decision: str) -> str:
    """The DSFR tone of a decision."""
    return TON_DECISION[decision]


@register.filter
def element(table: dict, cle: str):
    """table[cle], or an empty list."""
    return table.get(cle, [])


@register.filter
def raisons(verdict: Verdict, situation: Situation) -> str:
    """The answers that led to a verdict, in words."""
    return reasons_sentence(verdict, situation.dispositif)


@register.filter
def source(adresse: str, situation: Situation) -> str:
    """The title of a source, or its address when it stands alone."""
    connue = situation.dispositif.commun.source(adresse)
    return connue.titre if connue else adresse
