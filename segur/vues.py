"""What the site answers when something went wrong before a door could answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page_perimee(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or too old (CSRF): say how to mend it without losing what was typed."""
    return render(request, "403_csrf.html", status=403)
