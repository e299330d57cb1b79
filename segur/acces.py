"""Who may come in by a door. Inside, `queries/perimetre.py` says what they see and the rules what they may do.

    @pour_editeur                 signed in, of a company; anyone else gets the 404 of an unknown page
    @pour_ans                     signed in, of the ANS; anyone else the same 404

Refusals that a view lets through are answered in one place, `answer_refusals` (a middleware): `Introuvable` is a 404,
`Interdit` a 403 with its sentence. A `Refus` belongs to a form: the view shows it beside what was typed.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from dossiers.queries.perimetre import Introuvable, role_of
from dossiers.rules.parcours import EDITEUR, INSTRUCTION, Role
from dossiers.rules.refus import Interdit

Vue = Callable[..., HttpResponse]
# What a lost session gives back at most, and the words of a field's name that keep its value out of any page.
CHAMPS_MAX, LONGUEUR_MAX = 50, 5_000
JAMAIS = ("csrf", "password", "passe")


def _pour(roles: frozenset[Role], vue: Vue) -> Vue:
    @_keep_saisie
    @login_required
    @wraps(vue)
    def gardee(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if role_of(request.user) not in roles:
            raise Http404("Cette page n’existe pas pour cette personne.")
        return vue(request, *args, **kwargs)

    return gardee


def _keep_saisie(vue: Vue) -> Vue:
    """A form sent once the session is over is not answered by a redirection, which would drop what was typed."""

    @wraps(vue)
    def gardee(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method != "POST" or request.user.is_authenticated or request.headers.get("HX-Request") == "true":
            return vue(request, *args, **kwargs)
        contexte = {"saisie": read_saisie(request), "retour": _page_of(request)}
        return render(request, "401.html", contexte, status=401)

    return gardee


def read_saisie(request: HttpRequest) -> list[tuple[str, str]]:
    """The text fields of the request, names made readable: at most 50, of 5,000 characters; no password, no token."""
    champs = [
        (nom.replace("_", " "), valeur.replace("\x00", "")[:LONGUEUR_MAX])
        for nom, valeurs in request.POST.lists()
        for valeur in valeurs
        if valeur.strip() and not any(mot in nom.lower() for mot in JAMAIS)
    ]
    return champs[:CHAMPS_MAX]


def _page_of(request: HttpRequest) -> str:
    """The page of this site that held the form, "" when the browser does not say: the address of a geste has none."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return ""
    return urlsplit(page).path


def pour_editeur(vue: Vue) -> Vue:
    """Only people of a company."""
    return _pour(EDITEUR, vue)


def pour_ans(vue: Vue) -> Vue:
    """Only people of the ANS."""
    return _pour(INSTRUCTION, vue)


def pour_dossier(vue: Vue) -> Vue:
    """People of a company and of the ANS: those who have dossiers, each their own."""
    return _pour(EDITEUR | INSTRUCTION, vue)


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
