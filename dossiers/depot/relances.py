"""One's own reminders: on or off, signed in; and the link of each mail, which stops them without signing in."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dossiers.actions.preference import set_relances, stop_relances
from dossiers.queries.courriel import ARRETS
from dossiers.queries.journal import journal_of_personne
from dossiers.queries.perimetre import Introuvable, appartenance_of
from dossiers.queries.preference import read_jeton
from dossiers.queries.relance import PREFERENCES
from dossiers.rules.relance import Sorte
from segur.acces import pour_editeur
from segur.formulaires import FormulaireDsfr, Libelle

CHOIX = [
    (Sorte.MANQUE.value, Libelle("Ce qui manque", "Un dossier n’avance plus : ce qu’il reste à faire, et où.")),
    (Sorte.ECHEANCE.value, Libelle("Les dates limites qui approchent", "Dix, trois, puis un jour ouvré avant.")),
    (Sorte.CALENDRIER.value, Libelle("Les dates limites qui changent", "L’ancienne date et la nouvelle, une fois.")),
]


class FormulaireRelances(FormulaireDsfr):
    """The kinds one wants; none ticked, none is sent."""

    sortes = forms.MultipleChoiceField(
        label="Je souhaite être prévenu par courriel de",
        choices=CHOIX,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@pour_editeur
def relances(request: HttpRequest) -> HttpResponse:
    """The preferences of the person signed in, and the mails they were sent."""
    place = appartenance_of(request.user)
    saisie = request.POST if request.method == "POST" else None
    voulues = [sorte.value for sorte, champ in PREFERENCES.items() if getattr(place, champ)]
    form = FormulaireRelances(saisie, initial={"sortes": voulues})
    if not form.is_valid():
        contexte = {"form": form, "editeur": place.editeur, "journal": journal_of_personne(request.user)}
        return render(request, "depot/relances.html", contexte)
    sortes = form.cleaned_data["sortes"]
    set_relances(sortes=sortes, par=request.user)
    suite = "Vous recevrez les relances choisies." if sortes else "Vous ne recevrez plus de relances."
    messages.success(request, f"C’est enregistré. {suite}")
    return redirect("depot:relances")


@csrf_exempt  # the signed token is the proof; a mail program posts here in one click, without a cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def arret(request: HttpRequest, jeton: str) -> HttpResponse:
    """GET asks to confirm and changes nothing: programs that look at every link of a mail stop nobody's reminders."""
    try:
        if request.method == "POST":
            stop_relances(jeton=jeton)
        place, sorte = read_jeton(jeton)
    except Introuvable:
        return render(request, "depot/relances_lien_perime.html", status=404)
    champs = [PREFERENCES[sorte]] if sorte else list(PREFERENCES.values())
    recues = any(getattr(place, champ) for champ in champs)
    contexte = {"editeur": place.editeur, "recues": recues, "quoi": ARRETS[sorte] if sorte else ""}
    return render(request, "depot/relances_arret.html", contexte)
