"""The search page: results best first, words mended said, and a search that found nothing remembered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dossiers.actions.recherche import record_recherche
from dossiers.aide.pages import fil
from dossiers.queries.recherche import LONGUEUR, resultats_of
from segur.visiteur import read_adresse


@require_safe
@never_cache
def recherche(request: HttpRequest) -> HttpResponse:
    """GET ?q=…[&dispositif=CODE]. An empty question shows the field alone."""
    texte = " ".join(request.GET.get("q", "").split())[:LONGUEUR]
    dispositif = request.GET.get("dispositif", "")[:60]
    resultats = resultats_of(texte, dispositif) if texte else None
    if resultats and not resultats.trouvees:
        record_recherche(texte=texte, dispositif=dispositif, adresse=read_adresse(request))
    contexte = {"q": texte, "dispositif": dispositif, "resultats": resultats, "liens": fil()}
    return render(request, "aide/recherche.html", contexte)
