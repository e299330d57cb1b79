"""One's deadlines in one's own calendar program: a secret address, drawn and revoked by oneself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.actions.agenda import close_agenda, open_agenda
from dossiers.gateways.agenda import write_agenda
from dossiers.models import Agenda
from dossiers.queries.adresse import absolute_url
from dossiers.queries.agenda import compte_of_agenda, dates_of, jeton_agenda
from segur.fichiers import calendar_response

NOM = "Suivi Ségur : dates limites"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def agenda(request: HttpRequest) -> HttpResponse:
    """GET shows one's address; POST draws another, or takes it away."""
    if request.method == "POST":
        if request.POST.get("geste") == "fermer":
            close_agenda(par=request.user)
            messages.success(request, "Votre adresse d’agenda ne répond plus.")
        else:
            open_agenda(par=request.user)
            messages.success(request, "Votre adresse d’agenda est prête. Une adresse plus ancienne ne répond plus.")
        return redirect("agenda")
    ouvert = Agenda.objects.filter(compte=request.user).first()
    adresse = absolute_url("agenda_flux", jeton_agenda(ouvert)) if ouvert else ""
    return render(request, "accueil/agenda.html", {"ouvert": ouvert, "adresse": adresse})


@require_safe
@never_cache
def flux(request: HttpRequest, jeton: str) -> HttpResponse:
    """The feed: whoever holds the address reads these dates, and nothing else. A void one is the 404 of any page."""
    compte = compte_of_agenda(jeton)
    return calendar_response(write_agenda(NOM, dates_of(compte, timezone.now())), "suivi-segur.ics", inline=True)
