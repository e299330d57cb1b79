"""A dossier at a glance, and its withdrawal."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.actions.dossier import withdraw_dossier
from dossiers.depot.contexte import read_vue
from dossiers.queries.historique import historique_of
from dossiers.queries.journal import unreachable_of
from dossiers.queries.retroplan import retroplan_of
from dossiers.queries.statut import passages_of
from dossiers.rules.transition import INTERNES, possible_gestes, require_transition
from segur.acces import pour_editeur
from segur.refus import announce_refusal


@require_safe
@pour_editeur
def dossier(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The parcours, what is next, the readiness, the receipts and the history."""
    vue = read_vue(request.user, uuid)
    contexte = {
        "vue": vue,
        "soumissions": vue.dossier.soumissions.select_related("par", "document").order_by("-le", "-pk"),
        "injoignables": unreachable_of(vue.dossier.editeur),
        "passages": passages_of(vue.dossier),
        "historique": historique_of(vue.dossier, sauf=INTERNES, documents="depot:decision_pdf"),
        "retroplan": retroplan_of(vue.dossier, vue.situation) if vue.vivante else None,
        "retirable": any(t.geste == "retirer" for t in possible_gestes(vue.situation, vue.role)),
    }
    return render(request, "depot/dossier.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@pour_editeur
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks first, then withdraws. Whoever may not is told so before being asked."""
    vue = read_vue(request.user, uuid)
    with announce_refusal(request):
        require_transition("retirer", vue.situation, vue.role)
        if request.method != "POST":
            return render(request, "depot/retirer.html", {"vue": vue})
        withdraw_dossier(dossier=vue.dossier, par=request.user)
        messages.success(request, "Le dossier est retiré. Son historique reste consultable.")
    return redirect("depot:dossier", uuid)
