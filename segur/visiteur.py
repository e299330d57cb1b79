"""The network address of a visitor, for the counters that slow robots down. Never kept, never logged."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest


def read_adresse(request: HttpRequest) -> str:
    """The address seen by the outermost proxy of ours (`PROXYS` of them), that of the connection without any.

    One home has a whole /64 in IPv6: it counts for one.
    """
    relais = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXYS and len(relais) >= settings.PROXYS:
        return _network(relais[-settings.PROXYS])
    return _network(request.META.get("REMOTE_ADDR", ""))


def _network(adresse: str) -> str:
    try:
        lue = ip_address(adresse)
    except ValueError:
        return adresse
    if not isinstance(lue, IPv6Address):
        return adresse
    return str(lue.ipv4_mapped or IPv6Network((int(lue), 64), strict=False))
