"""An administrator dispenses a dossier with its second reading: there is only one reviewer, or the other is away."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dossiers.actions.relecture import SANS_OBJET, waive_relecture
from dossiers.instruction.contexte import Vue, read_vue
from dossiers.queries.perimetre import role_of
from dossiers.rules.transition import require_role
from segur.acces import pour_ans
from segur.formulaires import FormulaireDsfr
from segur.refus import tell_refusal

FAITE = "Ce dossier est dispensé de seconde lecture : la décision se prend maintenant par une seule personne."


class FormulaireDispense(FormulaireDsfr):
    libelle_envoi = ""

    motif = forms.CharField(
        label="Motif de la dispense",
        help_text="Il est gardé avec votre nom, et lu par l’ANS seulement.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def waive(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """GET asks for the reason; POST waives. Whoever may not is told so before being asked."""
    require_role("dispenser_relecture", role_of(request.user))
    vue = read_vue(request.user, uuid)
    form = FormulaireDispense(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with tell_refusal(form.show_refusal):
            waive_relecture(dossier=vue.dossier, motif=form.cleaned_data["motif"], par=request.user)
            messages.success(request, FAITE)
            return redirect(vue.adresse)
    return _show(request, vue, form)


def _show(request: HttpRequest, vue: Vue, form: FormulaireDispense) -> HttpResponse:
    seconde = vue.seconde_lecture
    if not form.is_bound and not (seconde and (seconde.attendue or seconde.desaccord)):
        messages.info(request, SANS_OBJET)
        return redirect(vue.adresse)
    liens = [*vue.liens, (vue.dossier.reference, vue.adresse)]
    return render(request, "instruction/relecture_dispense.html", {"vue": vue, "form": form, "liens": liens})
