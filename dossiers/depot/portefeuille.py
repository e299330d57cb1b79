"""The company's dossiers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dossiers.models import Dossier
from dossiers.queries.journal import unreachable_of
from dossiers.queries.perimetre import dossiers_of, editeur_of
from dossiers.queries.portefeuille import filter_portefeuille, portefeuille_page
from segur.acces import pour_editeur


@require_safe
@pour_editeur
def portefeuille(request: HttpRequest) -> HttpResponse:
    """The list, filtered by text and state, one keyset page at a time."""
    q, etat = request.GET.get("q", "").strip()[:100], request.GET.get("etat", "")
    page = portefeuille_page(filter_portefeuille(dossiers_of(request.user), q, etat), request.GET.get("apres", ""))
    editeur = editeur_of(request.user)
    contexte = {
        "editeur": editeur,
        "injoignables": unreachable_of(editeur),
        "page": page,
        "q": q,
        "etat": etat,
        "etats": Dossier.EtatDossier.choices,
        "filtre": bool(q or etat),
    }
    return render(request, "depot/portefeuille.html", contexte)
