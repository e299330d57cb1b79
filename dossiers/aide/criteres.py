"""The nine criteria as a questionnaire: an address holds the answers, so that they can be sent to someone."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dossiers.aide.pages import fil
from dossiers.queries.aide import aide_of
from dossiers.rules.critere import REPONSES, assess_criteres
from segur.formulaires import FormulaireDsfr


class FormulaireCriteres(FormulaireDsfr):
    """One question per criterion."""

    libelle_envoi = ""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for critere in aide_of().criteres:
            self.fields[f"c{critere.numero}"] = forms.ChoiceField(
                label=f"{critere.numero}. {critere.question}",
                choices=REPONSES.items(),
                widget=forms.RadioSelect,
                required=False,
            )


@require_safe
def questionnaire(request: HttpRequest) -> HttpResponse:
    """GET: the questions; with answers, what they mean above them."""
    criteres = aide_of().criteres
    reponses = {c.numero: request.GET.get(f"c{c.numero}", "") for c in criteres}
    donnees = {f"c{numero}": reponse for numero, reponse in reponses.items() if reponse in REPONSES}
    contexte = {
        "form": FormulaireCriteres(initial=donnees),
        "bilan": assess_criteres(criteres, reponses) if donnees else None,
        "liens": fil(("Terminologies", reverse("aide:terminologies"))),
    }
    return render(request, "aide/criteres.html", contexte)
