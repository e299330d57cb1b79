"""The reminders of all dossiers: what will leave tomorrow, and the wave that waits for a decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dossiers.actions.retenue import drop_retenue, release_retenue
from dossiers.models import Retenue
from dossiers.queries.journal import unreachable_comptes
from dossiers.queries.perimetre import dossiers_of, role_of
from dossiers.queries.prevision import prevision_of
from dossiers.queries.vague import vague_of
from dossiers.rules.droit import has_droit
from segur.acces import pour_ans
from segur.refus import announce_refusal

DECISIONS = {
    "liberer": (release_retenue, "La vague est libérée : les courriels partent aux heures ouvrées."),
    "ecarter": (drop_retenue, "La vague est écartée : aucun de ces courriels ne partira."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def relances(request: HttpRequest) -> HttpResponse:
    """GET shows what will leave and what is held; POST decides of what is held."""
    if request.method == "POST":
        return _decide(request)
    maintenant = timezone.now()
    ouverte = Retenue.objects.filter(etat=Retenue.Etat.OUVERTE).first()
    contexte = {
        "prevision": prevision_of(dossiers_of(request.user), maintenant),
        "vague": vague_of(ouverte, maintenant) if ouverte else None,
        "injoignables": unreachable_comptes(),
        "passees": Retenue.objects.exclude(etat=Retenue.Etat.OUVERTE)
        .select_related("decidee_par")
        .order_by("-le")[:10],
        "decide": has_droit("decider_retenue", role_of(request.user)),
    }
    return render(request, "pilotage/relances.html", contexte)


def _decide(request: HttpRequest) -> HttpResponse:
    numero = request.POST.get("retenue", "")
    decision = DECISIONS.get(request.POST.get("decision", ""))
    if decision is None or not numero.isdecimal() or len(numero) > 9:
        messages.error(request, "Utilisez l’un des boutons de la page.")
        return redirect("pilotage:relances")
    agir, annonce = decision
    with announce_refusal(request):
        agir(retenue=get_object_or_404(Retenue, pk=int(numero)), par=request.user, le=timezone.now())
        messages.success(request, annonce)
    return redirect("pilotage:relances")
