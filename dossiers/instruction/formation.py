"""« S’entraîner »: a synthetic dossier to examine, as often as one likes."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.actions.formation import restart_formation, start_formation
from dossiers.queries.formation import formations_of
from dossiers.queries.perimetre import dossier_of
from dossiers.queries.referentiel import current_referentiels
from dossiers.rules.formation import EXERCICES, JOURS_GARDES, find_exercice
from dossiers.rules.refus import Interdit, Refus
from segur.acces import pour_ans
from segur.formulaires import FormulaireDsfr
from segur.refus import announce_refusal


class FormulaireFormation(FormulaireDsfr):
    libelle_envoi = "Ouvrir un dossier de formation"

    exercice = forms.ChoiceField(
        label="Exercice",
        choices=[(exercice.code, exercice.libelle) for exercice in EXERCICES],
        initial=EXERCICES[0].code,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un exercice.", "invalid_choice": "Choisissez un de ces exercices."},
    )
    dispositif = forms.ChoiceField(
        label="Dispositif",
        error_messages={"required": "Choisissez un dispositif.", "invalid_choice": "Choisissez un de ces dispositifs."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.referentiels = {referentiel.code: referentiel for referentiel in current_referentiels()}
        self.fields["dispositif"].choices = [(code, r.libelle) for code, r in self.referentiels.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def formation(request: HttpRequest) -> HttpResponse:
    """GET offers the exercises and shows one’s latest; POST opens one."""
    form = FormulaireFormation(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            dossier = start_formation(
                exercice=find_exercice(form.cleaned_data["exercice"]),
                referentiel=form.referentiels[form.cleaned_data["dispositif"]],
                par=request.user,
            )
            return redirect("instruction:dossier", dossier.uuid)
        except Interdit:
            raise
        except Refus as refus:
            form.add_error("dispositif", refus.phrase)
    contexte = {
        "form": form,
        "siens": formations_of(request.user),
        "jours": JOURS_GARDES,
        "liens": [("File d’instruction", reverse("instruction:file"))],
    }
    return render(request, "instruction/formation.html", contexte)


@require_POST
@pour_ans
def restart(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same exercise, on a new dossier."""
    with announce_refusal(request):
        dossier = restart_formation(dossier=dossier_of(request.user, uuid), par=request.user)
        return redirect("instruction:dossier", dossier.uuid)
    return redirect("instruction:formation")
