"""The network address of a visitor, for the counters that slow robots down. Never kept, never logged."""

from django.conf import settings
from django.http import HttpRequest


def read_adresse(request: HttpRequest) -> str:
    """The address seen by the outermost proxy of ours (`PROXYS` of them), that of the connection without any."""
    relais = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXYS and len(relais) >= settings.PROXYS:
        return relais[-settings.PROXYS]
    return request.META.get("REMOTE_ADDR", "")
