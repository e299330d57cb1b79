"""« Ne plus m'écrire »: the link by which someone at a third party stops our mails, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dossiers.actions.tiers import stop_tiers
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.tiers import read_tiers


@csrf_exempt  # the signed token is the proof; a mail program posts here in one click, without a cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def arret(request: HttpRequest, jeton: str) -> HttpResponse:
    """GET asks to confirm and changes nothing; POST stops. The address is not shown: a link may be passed on."""
    try:
        tiers = stop_tiers(jeton=jeton, le=timezone.now()) if request.method == "POST" else read_tiers(jeton)
    except Introuvable:
        return render(request, "accueil/tiers_lien_perime.html", status=404)
    return render(request, "accueil/tiers_arret.html", {"recus": tiers.is_active})
