"""The border: what no door should have to think about is refused before any door is asked."""

from collections.abc import Callable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refuse_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """400 for an address that holds a NUL byte: PostgreSQL stores none, and a query with one is a 500 in stock Django.

    Posted fields are the forms' affair (segur/formulaires.py): they keep what was typed and say what is wrong.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "\x00" in unquote(request.META.get("QUERY_STRING", "")):
            return render(request, "400.html", status=400)
        return get_response(request)

    return middleware
