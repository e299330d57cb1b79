"""A new dossier: couloir, then dispositif, then the solution and its offer."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.actions.dossier import create_dossier
from dossiers.depot.formulaire_dossier import FormulaireDossier
from dossiers.models import Referentiel
from dossiers.queries.perimetre import solutions_of
from dossiers.queries.referentiel import current_referentiels, dispositif_of
from dossiers.rules.refus import Interdit, Refus
from segur.acces import pour_editeur


@require_safe
@pour_editeur
def choose(request: HttpRequest) -> HttpResponse:
    """The published dispositifs, by couloir."""
    couloirs = groupby(current_referentiels(), key=lambda referentiel: dispositif_of(referentiel).couloir)
    groupes = [(couloir, [(r, dispositif_of(r)) for r in referentiels]) for couloir, referentiels in couloirs]
    return render(request, "depot/nouveau.html", {"groupes": groupes, "liens": _liens()[:1]})


@require_http_methods(["GET", "HEAD", "POST"])
@pour_editeur
def create(request: HttpRequest, code: str) -> HttpResponse:
    """The form, and the dossier it opens."""
    referentiel = _current(code)
    solutions = list(solutions_of(request.user))
    saisie = request.POST if request.method == "POST" else None
    form = FormulaireDossier(saisie, dispositif=dispositif_of(referentiel), solutions=solutions)
    if form.is_valid():
        dossier = _open(request, referentiel, form)
        if dossier:
            messages.success(request, f"Le dossier n° {dossier.numero} est ouvert.")
            return redirect("depot:etape", dossier.uuid, 1)
    contexte = {"form": form, "referentiel": referentiel, "dispositif": dispositif_of(referentiel), "liens": _liens()}
    return render(request, "depot/nouveau_dispositif.html", contexte)


def _liens() -> list[tuple[str, str]]:
    return [("Mes dossiers", reverse("depot:portefeuille")), ("Nouveau dossier", reverse("depot:nouveau"))]


def _current(code: str) -> Referentiel:
    for referentiel in current_referentiels():
        if referentiel.code == code:
            return referentiel
    raise Http404("Ce dispositif n’est pas publié.")


def _open(request: HttpRequest, referentiel: Referentiel, form: FormulaireDossier):
    """The dossier, or None with the refusal on the form."""
    donnees = form.cleaned_data
    try:
        return create_dossier(
            referentiel=referentiel,
            nom=donnees["nom"],
            version_majeure=donnees["version_majeure"],
            proxy=donnees.get("proxy", ""),
            profils=donnees.get("profils", []),
            financement=donnees.get("financement") == "avec",
            par=request.user,
        )
    except Interdit:
        raise
    except Refus as refus:
        form.add_error(None, refus.phrase)
        return None
