"""The border: what no door should have to think about is refused before any door is asked."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

# A session is written again once per that time at most: one more query then, none otherwise.
PAS_SESSION = timedelta(minutes=10)


def refuse_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """400 for an address that holds a NUL byte: PostgreSQL stores none, and a query with one is a 500 in stock Django.

    Posted fields are the forms' affair (segur/formulaires.py): they keep what was typed and say what is wrong.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "\x00" in unquote(request.META.get("QUERY_STRING", "")):
            return render(request, "400.html", status=400)
        return get_response(request)

    return middleware


def extend_session(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A session ends `SESSION_COOKIE_AGE` after its last use, not after the sign-in: nobody at work is put out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        expire_le = request.session.expire_le
        entiere = timedelta(seconds=settings.SESSION_COOKIE_AGE)
        if expire_le and expire_le < timezone.now() + entiere - PAS_SESSION:
            request.session.modified = True
        return response

    return middleware
