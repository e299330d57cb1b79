"""How the words of a dossier look: the tone of each state, reasons in words, the title of a source."""

import re
from datetime import datetime

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dossiers.queries.file import since_words
from dossiers.rules.exigence import Verdict
from dossiers.rules.parcours import Role
from dossiers.rules.phrase import reasons_sentence
from dossiers.rules.situation import Situation

register = template.Library()

TON_ETAT = {
    "ouverte": "new", "soumise": "info", "complements": "warning", "validee": "success", "refusee": "error",
}  # fmt: skip
TON_LIGNE = {
    "satisfait": "success", "a_verifier": "info", "en_attente": "info", "a_preciser": "new", "manquant": "warning",
    "invalide": "error", "contradictoire": "error", "conteste": "error", "dispense": "info",
}  # fmt: skip
TON_VERDICT = {"conforme": "success", "a_corriger": "error", "sans_objet": "neutre"}
DECISIONS = {
    "valider": "Étape validée", "demander_complements": "Compléments demandés", "refuser": "Étape refusée",
}  # fmt: skip
TON_DECISION = {"valider": "success", "demander_complements": "warning", "refuser": "error"}

# What a reading has found: said to the éditeur, said to a reviewer, tone.
ISSUES = {
    "concordant": ("L’image concorde avec vos réponses", "Concorde", "success"),
    "discordant": ("L’image ne concorde pas avec vos réponses", "Ne concorde pas", "error"),
    "illisible": ("Lecture incertaine, à vérifier", "À vérifier", "warning"),
}

# A word with a hyphen, short enough to hold on the narrowest line.
COMPOSE = re.compile(r"(?<![\w-])\w+(?:-\w+)+(?![\w-])(?<![\w-]{25})")

VOYELLES = frozenset("aàâäeéèêëiîïoôöuùûüyœæ")

ACTEURS = {
    "editeur": "à vous d’agir", "cnda": "au CNDA d’agir", "tiers": "à l’éditeur tiers d’agir", "ans": "à l’ANS d’agir",
}  # fmt: skip


@register.filter
def ton_etat(etat: str) -> str:
    """The DSFR tone of a state of a dossier."""
    return TON_ETAT.get(etat, "neutre")


@register.filter
def depuis(le: datetime) -> str:
    """« depuis 3 jours »."""
    return since_words(le, timezone.now())


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
def decision_dite(decision: str) -> str:
    """What was decided, in one word or two."""
    return DECISIONS[decision]


@register.filter
def issue_dite(issue: str) -> str:
    """What a reading has found, said to the éditeur."""
    return ISSUES[issue][0]


@register.filter
def issue_instruite(issue: str) -> str:
    """What a reading has found, said to a reviewer."""
    return ISSUES[issue][1]


@register.filter
def ton_issue(issue: str) -> str:
    """The DSFR tone of what a reading has found."""
    return ISSUES[issue][2]


@register.filter
def acteur(porteur: str) -> str:
    """Who must act, said to the éditeur."""
    return ACTEURS[porteur]


@register.filter
def role(valeur: str) -> str:
    """What a role is called in the middle of a sentence."""
    return Role(valeur).libelle


@register.filter
def octets(taille: int) -> str:
    """A size in bytes as people say it here: « 19,7 ko », « 1,4 Mo » (of 1,024)."""
    return filesizeformat(taille).replace("io", "o").replace("K", "k")


@register.filter
def de(nom: object) -> str:
    """« d’Inès Leroy », « de Thomas Girard ». An h is left as it is: no rule tells which one is silent."""
    texte = str(nom)
    return f"d’{texte}" if texte[:1].lower() in VOYELLES else f"de {texte}"


@register.filter
def mots_entiers(texte: object) -> SafeString:
    """A status, or a sentence that quotes one: « Pré-examen » or a number is not cut at its hyphen. What is copied from
    the page, or searched in it, stays the same.
    """
    return mark_safe(COMPOSE.sub(r'<span class="segur-mot">\g<0></span>', escape(texte)))  # noqa: S308 - escaped


@register.filter
def siren(numero: str) -> str:
    """A SIREN in three groups of three digits."""
    return "\u00a0".join(numero[debut : debut + 3] for debut in (0, 3, 6))


@register.filter
def element(table: dict, cle: str):
    """table[cle], or an empty list."""
    return table.get(cle, [])


@register.filter
def en_place(versions: list) -> list:
    """Of the files of a proof, those that stand for it now, in order."""
    return [piece for piece in versions if piece.remplacee_le is None]


@register.filter
def anciennes(versions: list) -> list:
    """Those that were put aside."""
    return [piece for piece in versions if piece.remplacee_le is not None]


@register.filter
def raisons(verdict: Verdict, situation: Situation) -> str:
    """The answers that led to a verdict, in words."""
    return reasons_sentence(verdict, situation.dispositif)


@register.filter
def source(adresse: str, situation: Situation) -> str:
    """The title of a source, or its address when it stands alone."""
    connue = situation.dispositif.commun.source(adresse)
    return connue.titre if connue else adresse
