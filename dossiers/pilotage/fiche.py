"""Answers edited: a draft shown before it is published, contradictions pointed out, versions kept."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.actions.fiche import PRIS, publish_fiche, withdraw_fiche
from dossiers.actions.recherche import settle_recherche
from dossiers.models import Fiche, Recherche
from dossiers.pilotage.formulaire_fiche import FormulaireFiche, initial_of
from dossiers.queries.contradiction import contradicted_by
from dossiers.queries.fiche import fiche_of, fiches_courantes
from dossiers.queries.perimetre import role_of
from dossiers.queries.portee import catalogue
from dossiers.queries.utilite import avis_of
from dossiers.rules.droit import has_droit, require_droit
from dossiers.rules.fiche import Contenu
from dossiers.rules.portee import read_portee
from dossiers.rules.refus import Interdit, Perime, Refus
from segur.acces import pour_ans
from segur.refus import announce_refusal

PAGE = 50


@require_safe
@pour_ans
def liste(request: HttpRequest) -> HttpResponse:
    """The answers in force by code, fifty a page: `?apres=` is the last code of the page before."""
    apres = request.GET.get("apres", "")[:60]
    lues = list(fiches_courantes().filter(code__gt=apres).order_by("code")[: PAGE + 1])
    suivante = f"{request.path}?apres={lues[PAGE - 1].code}" if len(lues) > PAGE else ""
    contexte = {
        "fiches": lues[:PAGE],
        "suivante": suivante,
        "cases": catalogue(),
        "jour": timezone.localdate(),
        "editeur": has_droit("editer_aide", role_of(request.user)),
        "liens": list_liens()[:2],
    }
    return render(request, "pilotage/fiches.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def create(request: HttpRequest) -> HttpResponse:
    """A new answer; `?question=` and `?recherche=` come from a search that found nothing."""
    require_droit("editer_aide", role_of(request.user))
    question = request.GET.get("question", "")[:200]
    return _edit(request, None, {"question": question, "formulations": question})


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def edit(request: HttpRequest, fiche: str) -> HttpResponse:
    """The answer in force, its form, its former versions and what its readers said."""
    require_droit("editer_aide", role_of(request.user))
    lue = fiche_of(fiche)
    return _edit(request, lue, initial_of(lue))


@require_POST
@pour_ans
def withdraw(request: HttpRequest, fiche: str) -> HttpResponse:
    """The answer is shown no more."""
    lue = fiche_of(fiche)
    with announce_refusal(request):
        withdraw_fiche(fiche=lue, par=request.user)
        messages.success(request, f"La réponse « {lue.question} » est retirée.")
        return redirect("pilotage:aide_fiches")
    return redirect("pilotage:aide_fiche", lue.code)


def _edit(request: HttpRequest, fiche: Fiche | None, initial: dict) -> HttpResponse:
    saisie = request.POST if request.method == "POST" else None
    form = FormulaireFiche(saisie, cases=catalogue(), fige=fiche is not None, initial=initial)
    contenu = form.contenu() if form.is_bound and form.is_valid() else None
    if contenu and fiche is None and Fiche.objects.filter(code=contenu.code, courante=True, retiree=False).exists():
        form.add_error("code", PRIS)
        contenu = None
    if contenu and request.POST.get("geste") == "publier":
        publiee = _publish(request, form, contenu)
        if publiee:
            return redirect("aide:fiche", publiee.code)
    return render(request, "pilotage/fiche.html", _context(form, fiche, contenu))


def _publish(request: HttpRequest, form: FormulaireFiche, contenu: Contenu) -> Fiche | None:
    try:
        publiee = publish_fiche(contenu=contenu, par=request.user, version=form.cleaned_data["version"] or 0)
    except Interdit:
        raise
    except Refus as refus:
        form.show_refusal(refus)
        if isinstance(refus, Perime):
            form.follow_version(fiches_courantes().filter(code=contenu.code).first())
        return None
    recherche = request.GET.get("recherche", "")
    if recherche.isdecimal() and (trouvee := Recherche.objects.filter(pk=int(recherche[:15])).first()):
        settle_recherche(recherche=trouvee, par=request.user)
    messages.success(request, f"La version {publiee.version} est publiée : elle est en ligne.")
    return publiee


def _context(form: FormulaireFiche, fiche: Fiche | None, contenu: Contenu | None) -> dict[str, object]:
    contraires = contradicted_by(contenu.code, contenu.sujet, read_portee(contenu.portee)) if contenu else []
    return {
        "form": form,
        "fiche": fiche,
        "contenu": contenu,
        "contraires": contraires,
        "cases": catalogue(),
        "versions": list(Fiche.objects.filter(code=fiche.code).select_related("publie_par")[:PAGE]) if fiche else [],
        "avis": avis_of(fiche) if fiche else [],
        "liens": list_liens(),
    }


def list_liens() -> list[tuple[str, str]]:
    return [
        ("Pilotage", reverse("pilotage:tableau")),
        ("Aide", reverse("pilotage:aide")),
        ("Réponses", reverse("pilotage:aide_fiches")),
    ]
