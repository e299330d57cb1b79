"""One's own reminders: on or off, signed in; and the link of each mail, which stops them without signing in."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dossiers.actions.preference import set_relances, stop_relances
from dossiers.queries.perimetre import Introuvable, appartenance_of
from dossiers.queries.preference import appartenance_of_jeton
from segur.acces import pour_editeur
from segur.formulaires import FormulaireDsfr, Libelle

CHOIX = [
    ("oui", Libelle("Recevoir les relances", "Un courriel lorsqu’un dossier de votre entreprise n’avance plus.")),
    ("non", Libelle("Ne pas les recevoir", "Les récépissés et les décisions de l’ANS vous parviendront toujours.")),
]


class FormulaireRelances(FormulaireDsfr):
    """One question, two answers."""

    recues = forms.ChoiceField(label="Par courriel, je souhaite", choices=CHOIX, widget=forms.RadioSelect)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@pour_editeur
def relances(request: HttpRequest) -> HttpResponse:
    """The preference of the person signed in."""
    place = appartenance_of(request.user)
    saisie = request.POST if request.method == "POST" else None
    form = FormulaireRelances(saisie, initial={"recues": "oui" if place.relances else "non"})
    if not form.is_valid():
        return render(request, "depot/relances.html", {"form": form, "editeur": place.editeur})
    place = set_relances(recues=form.cleaned_data["recues"] == "oui", par=request.user)
    suite = "Vous recevrez les relances." if place.relances else "Vous ne recevrez plus de relances."
    messages.success(request, f"C’est enregistré. {suite}")
    return redirect("depot:relances")


@csrf_exempt  # the signed token is the proof; a mail program posts here in one click, without a cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def arret(request: HttpRequest, jeton: str) -> HttpResponse:
    """GET asks to confirm and changes nothing: programs that look at every link of a mail stop nobody's reminders."""
    try:
        place = stop_relances(jeton=jeton) if request.method == "POST" else appartenance_of_jeton(jeton)
    except Introuvable:
        return render(request, "depot/relances_lien_perime.html", status=404)
    return render(request, "depot/relances_arret.html", {"editeur": place.editeur, "recues": place.relances})
