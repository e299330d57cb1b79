"""The catalogue of terminologies, and what a company declares of it for each of its solutions."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.actions.terminologie import declare_terminologies
from dossiers.aide.pages import fil
from dossiers.models import Solution
from dossiers.queries.fiche import codes_lisibles
from dossiers.queries.perimetre import appartenance_of, solutions_of
from dossiers.queries.terminologie import a_transcoder, catalogue_par_couche, integrees, solution_of
from segur.acces import pour_editeur
from segur.formulaires import FormulaireDsfr, Libelle

# The answers that the pages lead to.
INTEGRER, LABELLISATION = "quelles-terminologies-integrer", "labellisation-mcs"


class FormulaireIntegration(FormulaireDsfr):
    """One group of boxes per layer."""

    libelle_envoi = "Enregistrer cette déclaration"

    def __init__(self, *args, couches: list, retenues: set[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for rang, (libelle, terminologies) in enumerate(couches):
            codes = {t.code for t in terminologies}
            self.fields[f"couche_{rang}"] = forms.MultipleChoiceField(
                label=libelle,
                choices=[(t.code, Libelle(t.nom, t.usage)) for t in terminologies],
                initial=sorted(codes & retenues),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.fields[f"couche_{rang}"].mention = ""


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Public. Signed in, an éditeur sees its solutions, to declare what each integrates."""
    compte = request.user
    editeur = compte.is_authenticated and not compte.est_ans and appartenance_of(compte) is not None
    contexte = {
        "couches": catalogue_par_couche(),
        "reponses": codes_lisibles(INTEGRER, LABELLISATION),
        "solutions": list(solutions_of(compte).order_by("nom", "version_majeure", "pk")) if editeur else [],
        "liens": fil(),
    }
    return render(request, "aide/terminologies.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@pour_editeur
def declare(request: HttpRequest, solution: UUID) -> HttpResponse:
    """The boxes of one solution, and what its choices ask of it."""
    choisie = solution_of(request.user, solution)
    retenues = integrees(choisie)
    saisie = request.POST if request.method == "POST" else None
    form = FormulaireIntegration(saisie, couches=catalogue_par_couche(), retenues={t.code for t in retenues})
    if form.is_bound and form.is_valid():
        return _keep(request, choisie, form)
    contexte = {
        "form": form,
        "solution": choisie,
        "transcodages": a_transcoder(retenues),
        "reponses": codes_lisibles(LABELLISATION),
        "liens": fil(("Terminologies", reverse("aide:terminologies"))),
    }
    return render(request, "aide/declarer.html", contexte)


def _keep(request: HttpRequest, solution: Solution, form: FormulaireIntegration) -> HttpResponse:
    codes = [code for valeurs in form.cleaned_data.values() for code in valeurs]
    gardes = declare_terminologies(solution=solution, codes=codes, par=request.user)
    s = "s" * (len(gardes) > 1)
    messages.success(request, f"{len(gardes)} terminologie{s} déclarée{s} pour {solution}.")
    return redirect("aide:declarer", solution.uuid)
