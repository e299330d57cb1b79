"""The contact at the third party: an address for one purpose, given with the person's agreement, taken away at will."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dossiers.actions.tiers import name_tiers
from dossiers.depot.contexte import read_vue
from dossiers.queries.tiers import contact_of
from dossiers.rules.transition import possible_gestes
from segur.acces import pour_editeur
from segur.formulaires import FormulaireDsfr
from segur.refus import tell_refusal


class FormulaireTiers(FormulaireDsfr):
    """An empty address takes the contact away."""

    courriel = forms.EmailField(
        label="Adresse électronique",
        help_text="Laissez vide pour ne plus lui écrire.",
        required=False,
    )
    accord = forms.BooleanField(
        label="Cette personne accepte que ce service lui écrive à ce sujet, et que le nom de mon entreprise, celui de "
        "ma solution et ce que j’attends d’elle lui soient indiqués.",
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@pour_editeur
def tiers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """GET shows the contact to the company that named it; POST names another, or none."""
    vue = read_vue(request.user, uuid)
    actuel = contact_of(vue.dossier)
    initial = {"courriel": actuel.courriel} if actuel and actuel.is_active else {}
    form = FormulaireTiers(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with tell_refusal(form.show_refusal):
            nomme = name_tiers(dossier=vue.dossier, par=request.user, **form.cleaned_data)
            annonce = "Nous lui écrirons aux prochaines relances." if nomme else "Nous n’écrirons à personne d’autre."
            messages.success(request, f"Votre choix est enregistré. {annonce}")
            return redirect("depot:dossier_tiers", uuid)
    possible = any(t.geste == "indiquer_tiers" for t in possible_gestes(vue.situation, vue.role))
    return render(request, "depot/tiers.html", {"vue": vue, "form": form, "tiers": actuel, "possible": possible})
