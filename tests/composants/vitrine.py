"""Every component on one page, for the tests that look at them; it is served only by these tests."""

from pathlib import Path

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from segur.formulaires import FormulaireDsfr, Libelle

OUI_NON = [("oui", Libelle("Oui", "Le produit repose sur une solution tierce déjà certifiée.")), ("non", "Non")]


class FormulaireVitrine(FormulaireDsfr):
    """One field of each kind."""

    libelle_envoi = "Enregistrer la vitrine"

    nom = forms.CharField(label="Nom de la solution", help_text="Tel qu’il figure au contrat.", max_length=20)
    montage = forms.ChoiceField(
        label="Votre solution est-elle un montage ?", help_text="Voir le §3.", choices=OUI_NON, widget=forms.RadioSelect
    )
    profils = forms.MultipleChoiceField(
        label="Profils", choices=[("g", "Général"), ("c", "Centres de santé")], widget=forms.CheckboxSelectMultiple
    )
    couloir = forms.ChoiceField(label="Couloir", choices=[("", "Choisir"), ("mdv", "Médecin de ville")])
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    capture = forms.FileField(label="Capture d’écran", help_text="PNG, JPEG ou PDF, 10 Mo au plus.")
    secret = forms.CharField(label="Mot de passe", widget=forms.PasswordInput(attrs={"autocomplete": "off"}))
    charte = forms.BooleanField(label="J’accepte la charte", help_text="Au nom de l’entreprise.")
    piege = forms.CharField(widget=forms.HiddenInput, required=False)


GABARIT = Path(__file__).with_suffix(".html")
CONTEXTE = {
    "liens": [("Mes dossiers", "/")],
    "tons": ["success", "info", "warning", "error", "new", "neutre"],
    "definitions": [("Éditeur", "ALPHA Santé"), ("NIL", ""), ("Pièces", 0)],
    "entetes": ["Étape", "Dossiers"],
    "lignes": [["Candidature", 3], ["Éligibilité", 1]],
    "barres": [("Éditeur", 12), ("CNDA", 7), ("Tiers", 0), ("Agence du numérique en santé", 3)],
}


def vitrine(request: HttpRequest) -> HttpResponse:
    """The page, empty, or refused as posted."""
    form = FormulaireVitrine(request.POST or None, request.FILES or None)
    messages.success(request, "Ceci est un message.")
    return HttpResponse(
        engines["django"].from_string(GABARIT.read_text("utf-8")).render({**CONTEXTE, "form": form}, request)
    )


def fragment(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>Le fragment est arrivé.</p>")


def panne(request: HttpRequest) -> HttpResponse:
    return HttpResponse("panne", status=503)


urlpatterns = [
    path("vitrine/", vitrine),
    path("vitrine/fragment/", fragment),
    path("vitrine/panne/", panne),
    path("", include("segur.urls")),
]
