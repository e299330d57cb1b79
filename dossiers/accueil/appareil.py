"""A browser that has already signed in to an address is counted apart: a competitor's failures do not hold it back.

The cookie names nobody: a keyed hash of the address and a random number, signed.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

NOM = "appareil"
DUREE = 90 * 24 * 3600  # seconds
SEL = "dossiers.appareil"


def read_appareil(request: HttpRequest, courriel: str) -> str:
    """The number of this browser if it has signed in to that address within 90 days, "" otherwise."""
    try:
        adresse, numero = signing.loads(request.COOKIES.get(NOM, ""), salt=SEL, max_age=DUREE)
    except signing.BadSignature:
        return ""
    return numero if adresse == _hash(courriel) else ""


def mark_appareil(response: HttpResponse, courriel: str) -> None:
    """Remember that this browser has just signed in to that address."""
    value = signing.dumps([_hash(courriel), secrets.token_urlsafe(12)], salt=SEL)
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(NOM, value, max_age=DUREE, secure=secure, httponly=True, samesite="Lax")


def _hash(courriel: str) -> str:
    return salted_hmac(SEL, courriel.strip().lower(), algorithm="sha256").hexdigest()
