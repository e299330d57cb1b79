"""The mails of the demonstration, read in the browser. In demonstration only, and only those kept in a folder."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

NOM = re.compile(r"(?P<fichier>\d{8}-\d{6}-\d+)\.(?P<rang>\d{1,4})")
FIN = b"\n" + b"-" * 79 + b"\n"
PAGE = 50


@dataclass(frozen=True)
class Courriel:
    """A mail as the pages show it; `nom` is its address in the list."""

    nom: str
    objet: str
    pour: str
    de: str
    le: datetime | None
    texte: str


def demonstration_seulement(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404, as for a page that does not exist, unless mails of the demonstration are kept in a folder."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: str) -> HttpResponse:
        if not settings.DEMONSTRATION or not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            raise Http404
        return view(request, **kwargs)

    return wrapped


@require_safe
@never_cache
@demonstration_seulement
def courriels(request: HttpRequest) -> HttpResponse:
    """The newest mails first, fifty at most: a demonstration needs no more."""
    return render(request, "accueil/courriels.html", {"courriels": list_courriels()[:PAGE], "page": PAGE})


@require_safe
@never_cache
@demonstration_seulement
def courriel(request: HttpRequest, nom: str) -> HttpResponse:
    """One mail: its text, links clickable. A name that is not one of ours is a 404 before any file is touched."""
    match = NOM.fullmatch(nom)
    path = Path(settings.EMAIL_FILE_PATH) / f"{match['fichier']}.log" if match else None
    found = [c for c in read_courriels(path) if c.nom == nom] if path and path.is_file() else []
    if not found:
        raise Http404
    return render(request, "accueil/courriel.html", {"courriel": found[0]})


def list_courriels() -> list[Courriel]:
    """The mails of the newest files, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return [c for path in files[:PAGE] for c in reversed(read_courriels(path))]


def read_courriels(path: Path) -> list[Courriel]:
    """The mails of one file: those sent over one connection, as Django's file backend writes them."""
    messages = [part for part in path.read_bytes().split(FIN) if part.strip()]
    return [parse_courriel(f"{path.stem}.{rang}", part) for rang, part in enumerate(messages, 1)]


def parse_courriel(nom: str, octets: bytes) -> Courriel:
    """The headers and the text part; the HTML part says the same and is not shown (strict CSP)."""
    message = message_from_bytes(octets, _class=EmailMessage, policy=policy.default)
    body = message.get_body(("plain",))
    date = message["Date"].datetime if message["Date"] else None
    return Courriel(
        nom=nom,
        objet=str(message["Subject"] or "(sans objet)"),
        pour=str(message["To"] or ""),
        de=str(message["From"] or ""),
        le=_aware(date) if date else None,
        texte=body.get_content() if body else "",
    )


def _aware(date: datetime) -> datetime:
    """Django writes its mails' dates as « -0000 », which the standard library reads as a date without a zone."""
    return date if date.tzinfo else date.replace(tzinfo=UTC)
