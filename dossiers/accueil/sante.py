"""The health page, for machines: is the database there, does the broker answer."""

from celery import current_app
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import KombuError, OperationalError

DELAI_COURTIER = 1  # second


@require_safe
@never_cache
def sante(request: HttpRequest) -> JsonResponse:
    """200 while people can work; 503 when the database does not answer. A silent broker only delays mails."""
    base = "ok" if ping_base() else "injoignable"
    courtier = "ok" if ping_courtier() else "injoignable"
    return JsonResponse({"base": base, "broker": courtier}, status=200 if base == "ok" else 503)


def ping_base() -> bool:
    """True when the database answers a question."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def ping_courtier() -> bool:
    """True when the broker answers within about a second."""
    try:
        with current_app.connection_for_read(connect_timeout=DELAI_COURTIER) as conn:
            conn.ensure_connection(max_retries=1, timeout=DELAI_COURTIER, interval_start=0)
            return conn.connected
    except (KombuError, OperationalError, OSError):
        return False
