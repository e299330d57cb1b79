"""The mails that this service sent to the person signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dossiers.queries.boite import courriels_page
from segur.acces import pour_dossier


@require_safe
@never_cache
@pour_dossier
def mes_courriels(request: HttpRequest) -> HttpResponse:
    """One's own, the latest first, one keyset page at a time."""
    page = courriels_page(request.user, request.GET.get("apres", ""))
    return render(request, "accueil/mes_courriels.html", {"page": page})
