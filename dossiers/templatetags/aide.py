"""How an answer is drawn: its Markdown, its scope in words, the data that search engines read."""

import json

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from dossiers.rules.portee import Catalogue, describe_portee, read_portee
from dossiers.rules.prose import render_prose

register = template.Library()
# A data block ends where its element does: none of these may stand in it.
ECHAPPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def prose(texte: str) -> SafeString:
    """Markdown as safe HTML."""
    return mark_safe(render_prose(texte))  # noqa: S308 - rendered without the author's HTML


@register.filter
def portee(texte: str, cases: Catalogue) -> str:
    """Where an answer holds, in words."""
    return describe_portee(read_portee(texte), cases)


@register.simple_tag(takes_context=True)
def vers(context, code: str, texte: str) -> str:
    """The way to an answer, its words alone once it is withdrawn. `reponses`: the codes that can be read."""
    if code not in context["reponses"]:
        return texte
    return format_html('<a href="{}">{}</a>', reverse("aide:fiche", args=[code]), texte)


@register.simple_tag
def donnees_structurees(fiches) -> SafeString:
    """schema.org's FAQPage: a data block, which no browser runs and no policy needs to allow."""
    page = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": "fr",
        "mainEntity": [_question(fiche) for fiche in fiches],
    }
    contenu = json.dumps(page, ensure_ascii=False).translate(ECHAPPES)
    return mark_safe(f'<script type="application/ld+json">{contenu}</script>')  # noqa: S308 - escaped above


def _question(fiche) -> dict[str, object]:
    reponse = {"@type": "Answer", "text": f"<p>{escape(fiche.essentiel)}</p>{render_prose(fiche.texte)}"}
    return {"@type": "Question", "name": fiche.question, "acceptedAnswer": reponse}


@register.filter
def en_liste(objet) -> list:
    """One object as a list of one."""
    return [objet]
