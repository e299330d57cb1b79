"""The mail server: templates in, one message out, with an identity that does not change from one try to the next."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

# RFC 3834: no holiday's notice comes back to us.
ENTETES = {"Auto-Submitted": "auto-generated"}


class EnvoiImpossible(RuntimeError):
    """The mail server did not take the message: away, too slow, or refusing. Says the kind of failure, no address."""


@dataclass(frozen=True)
class Courriel:
    """A message ready to leave. `arret`: the address that stops these mails in one click (RFC 8058), or empty."""

    pour: str
    objet: str
    texte: str
    html: str
    message_id: str
    arret: str = ""


def compose_courriel(genre: str, contexte: Mapping[str, object], *, pour: str, message_id: str) -> Courriel:
    """The message of `templates/courriels/<genre>…`. `lien_arret` of the context becomes its stop link."""
    with translation.override("fr"):
        objet = " ".join(_render(f"courriels/{genre}_objet.txt", contexte).split())
        contexte = {**contexte, "objet": objet}
        texte = re.sub(r"\n{3,}", "\n\n", _render(f"courriels/{genre}.txt", contexte)).strip() + "\n"
        html = _render(f"courriels/{genre}.html", contexte, html=True)
    return Courriel(pour, objet, texte, html, message_id, str(contexte["lien_arret"]))


def send_courriel(courriel: Courriel) -> None:
    """Hands the message to the server. Raises `EnvoiImpossible`; the message may then have left all the same."""
    entetes = {**ENTETES, "Message-ID": courriel.message_id}
    if courriel.arret:
        entetes["List-Unsubscribe"] = f"<{courriel.arret}>"
        entetes["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(courriel.objet, courriel.texte, to=[courriel.pour], headers=entetes)
    message.attach_alternative(courriel.html, "text/html")
    try:
        message.send()
    except (SMTPException, OSError) as erreur:
        raise EnvoiImpossible(type(erreur).__name__) from None


def _render(gabarit: str, contexte: Mapping[str, object], *, html: bool = False) -> str:
    """Text is not HTML: only the latter is escaped."""
    return get_template(gabarit).template.render(Context(dict(contexte), autoescape=html))
