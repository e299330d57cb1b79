"""The messages of the contact form: what waits first, and « traité » once it was answered."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dossiers.actions.message import settle_message
from dossiers.models import Message
from dossiers.pilotage.fiche import list_liens
from dossiers.queries.message import PAGE, messages_publics
from segur.acces import pour_ans


@require_safe
@pour_ans
def liste(request: HttpRequest) -> HttpResponse:
    """Those that wait, oldest first; then the latest that were answered."""
    publics = messages_publics()
    contexte = {
        "attente": list(publics.filter(traite_le=None).order_by("le", "pk")[:PAGE]),
        "traites": list(publics.exclude(traite_le=None).order_by("-traite_le", "-pk")[:PAGE]),
        "liens": list_liens()[:2],
    }
    return render(request, "pilotage/messages.html", contexte)


@require_POST
@pour_ans
def settle(request: HttpRequest, message: UUID) -> HttpResponse:
    trouve = Message.objects.filter(uuid=message, dossier=None).first()
    if trouve is None:
        raise Http404("Ce message n’existe pas.")
    settle_message(message=trouve, par=request.user)
    messages.success(request, f"Le message {trouve.reference} est marqué comme traité.")
    return redirect("pilotage:aide_messages")
