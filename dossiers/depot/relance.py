"""The reminders of one dossier, for its company: the next one, what was sent to whom, a quiet with its reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dossiers.actions.suspension import suspend_relances
from dossiers.depot.contexte import read_vue
from dossiers.queries.journal import journal_of_dossier, unreachable_of
from dossiers.rules.relance import SORTES_INTERNES
from dossiers.rules.transition import possible_gestes
from segur.acces import pour_editeur
from segur.refus import tell_refusal
from segur.suspension import FormulaireSuspension


@require_http_methods(["GET", "HEAD", "POST"])
@pour_editeur
def dossier(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """GET shows; POST asks for quiet."""
    vue = read_vue(request.user, uuid)
    form = FormulaireSuspension(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with tell_refusal(form.show_refusal):
            suspend_relances(dossier=vue.dossier, par=request.user, **form.cleaned_data)
            messages.success(request, form.annonce)
            return redirect("depot:dossier_relances", uuid)
    contexte = {
        "vue": vue,
        "dossier": vue.dossier,
        "form": form,
        "journal": journal_of_dossier(vue.dossier, sauf=SORTES_INTERNES),
        "injoignables": unreachable_of(vue.dossier.editeur),
        "gestes": {t.geste for t in possible_gestes(vue.situation, vue.role)},
        "maintenant": vue.situation.le,
    }
    return render(request, "depot/dossier_relances.html", contexte)
