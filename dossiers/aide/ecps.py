"""The e-CPS assistant. The identifier is posted, looked at and forgotten: it is in no address, no log, no row."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dossiers.aide.pages import fil
from dossiers.queries.fiche import codes_lisibles
from dossiers.rules.ecps import ANNUAIRE, APPAREILS, APPLICATIONS, diagnose
from segur.formulaires import FormulaireDsfr, Libelle

# The answers that the page leads to.
REPONSES = ("identifiant-national", "une-seule-ecps", "cps-et-ecps", "quelle-application-ecps")
AIDE_APPLICATION = "Sur Android, le magasin de Google en propose deux. Lisez le nom sous l’icône."


class FormulaireEcps(FormulaireDsfr):
    """The four causes as questions; none is compulsory."""

    libelle_envoi = "Chercher la cause"

    appareil = forms.ChoiceField(
        label="Quel appareil utilisez-vous ?", choices=APPAREILS.items(), widget=forms.RadioSelect, required=False
    )
    application = forms.ChoiceField(
        label="Quel est le nom de l’application installée ?",
        help_text=AIDE_APPLICATION,
        choices=[
            ("ecps", APPLICATIONS["ecps"]),
            ("bas", Libelle(APPLICATIONS["bas"], "Parfois écrite « e-CPS BAS ».")),
            ("inconnue", APPLICATIONS["inconnue"]),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    identifiant = forms.CharField(
        label="Quel identifiant national avez-vous saisi ?",
        help_text="Recopiez-le : première ligne de la carte CPx, 12 chiffres. Il n’est pas conservé.",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )
    annuaire = forms.ChoiceField(
        label="Apparaissez-vous dans l’Annuaire Santé quand vous y cherchez votre identifiant ?",
        help_text="L’Annuaire Santé est public : annuaire.sante.fr.",
        choices=ANNUAIRE.items(),
        widget=forms.RadioSelect,
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def assistant(request: HttpRequest) -> HttpResponse:
    """POST looks at what is answered so far; htmx asks for the findings alone, as one types."""
    form = FormulaireEcps(request.POST if request.method == "POST" else None)
    constats = diagnose(**form.cleaned_data) if form.is_bound and form.is_valid() else ()
    contexte = {"form": form, "constats": constats, "demande": form.is_bound, "liens": fil()}
    if request.htmx:
        return render(request, "aide/_constats.html", contexte)
    return render(request, "aide/ecps.html", contexte | {"reponses": codes_lisibles(*REPONSES)})
