"""The catalogue of terminologies, kept by the administrators."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.actions.terminologie import save_terminologie
from dossiers.models import Terminologie
from dossiers.pilotage.fiche import list_liens
from dossiers.queries.perimetre import role_of
from dossiers.rules.droit import has_droit, require_droit
from dossiers.rules.refus import Interdit, Refus
from segur.acces import pour_ans
from segur.formulaires import FormulaireDsfr


class FormulaireTerminologie(FormulaireDsfr, forms.ModelForm):
    libelle_envoi = "Enregistrer la terminologie"

    adresse = forms.URLField(label="Adresse publique", required=False, assume_scheme="https")

    class Meta:
        model = Terminologie
        fields = (
            *("code", "nom", "couche", "usage", "gestionnaire", "adresse", "transcodage"),
            *("certitude", "en_vigueur"),
        )
        widgets = {"usage": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "transcodage": "Le code de celle vers laquelle une table de transcodage doit pouvoir être affichée.",
            "gestionnaire": "L’organisme qui la tient.",
        }


@require_safe
@pour_ans
def liste(request: HttpRequest) -> HttpResponse:
    contexte = {
        "terminologies": list(Terminologie.objects.order_by("couche", "nom")),
        "editeur": has_droit("editer_aide", role_of(request.user)),
        "liens": list_liens()[:2],
    }
    return render(request, "pilotage/terminologies.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def create(request: HttpRequest) -> HttpResponse:
    require_droit("editer_aide", role_of(request.user))
    return _edit(request, Terminologie())


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def edit(request: HttpRequest, terminologie: str) -> HttpResponse:
    require_droit("editer_aide", role_of(request.user))
    trouvee = Terminologie.objects.filter(code=terminologie).first()
    if trouvee is None:
        raise Http404("Cette terminologie n’est pas au catalogue.")
    return _edit(request, trouvee)


def _edit(request: HttpRequest, terminologie: Terminologie) -> HttpResponse:
    form = FormulaireTerminologie(request.POST if request.method == "POST" else None, instance=terminologie)
    if form.is_bound and form.is_valid() and _save(request, form):
        return redirect("pilotage:aide_terminologies")
    liens = [*list_liens()[:2], ("Terminologies", reverse("pilotage:aide_terminologies"))]
    nom = Terminologie.objects.filter(pk=terminologie.pk).values_list("nom", flat=True).first() or ""
    return render(request, "pilotage/terminologie.html", {"form": form, "nom": nom, "liens": liens})


def _save(request: HttpRequest, form: FormulaireTerminologie) -> bool:
    try:
        gardee = save_terminologie(terminologie=form.instance, par=request.user)
    except Interdit:
        raise
    except Refus as refus:
        form.add_error(None, refus.phrase)
        return False
    messages.success(request, f"« {gardee.nom} » est enregistrée.")
    return True
