"""Who may come in by a door. Inside, `queries/perimetre.py` says what they see and the rules what they may do.

    @pour_editeur                 signed in, of a company; anyone else gets the 404 of an unknown page
    @pour_ans                     signed in, of the ANS; anyone else the same 404

Refusals that a view lets through are answered in one place, `answer_refusals` (a middleware): `Introuvable` is a 404,
`Interdit` a 403 with its sentence. A `Refus` belongs to a form: the view shows it beside what was typed.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dossiers.queries.perimetre import Introuvable, role_of
from dossiers.rules.parcours import EDITEUR, INSTRUCTION, Role
from dossiers.rules.refus import Interdit

Vue = Callable[..., HttpResponse]


def _pour(roles: frozenset[Role], vue: Vue) -> Vue:
    @login_required
    @wraps(vue)
    def gardee(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if role_of(request.user) not in roles:
            raise Http404("Cette page n’existe pas pour cette personne.")
        return vue(request, *args, **kwargs)

    return gardee


def pour_editeur(vue: Vue) -> Vue:
    """Only people of a company."""
    return _pour(EDITEUR, vue)


def pour_ans(vue: Vue) -> Vue:
    """Only people of the ANS."""
    return _pour(INSTRUCTION, vue)


class AnswerRefusals:
    """Middleware: a refusal that no view has answered becomes a page, never a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Introuvable):
            return render(request, "404.html", status=404)
        if isinstance(exception, Interdit):
            return render(request, "403.html", {"exception": exception.phrase}, status=403)
        return None
