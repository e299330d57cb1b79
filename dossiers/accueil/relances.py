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
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.preference import Place, kinds_of, place_of, read_jeton
from dossiers.rules.relance import Sorte
from segur.acces import pour_dossier
from segur.formulaires import FormulaireDsfr, Libelle

CHOIX_EDITEUR = {
    Sorte.MANQUE: Libelle("Ce qui manque", "Un dossier n’avance plus : ce qu’il reste à faire, et où."),
    Sorte.ECHEANCE: Libelle("Les dates limites qui approchent", "Dix, trois, puis un jour ouvré avant."),
    Sorte.CALENDRIER: Libelle("Les dates limites qui changent", "L’ancienne date et la nouvelle, une fois."),
}
CHOIX_ANS = {
    Sorte.INSTRUCTION: Libelle("Les décisions attendues", "Un dossier envoyé à l’ANS attend depuis longtemps."),
    Sorte.RELECTURE: Libelle(
        "Les secondes lectures attendues", "Une décision attend d’être lue par vous, ou deux lecteurs à départager."
    ),
    Sorte.MANQUE: Libelle("Les dossiers qui n’avancent plus", "L’entreprise n’a pas répondu à ses relances."),
    Sorte.ECHEANCE: Libelle("Les dates limites qui approchent", "Lorsque l’échelle prévoit d’avertir l’ANS."),
    Sorte.CALENDRIER: CHOIX_EDITEUR[Sorte.CALENDRIER],
}


class FormulaireRelances(FormulaireDsfr):
    """The kinds one wants; none ticked, none is sent."""

    sortes = forms.MultipleChoiceField(
        label="Je souhaite être prévenu par courriel de",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, place: Place, ans: bool, **kwargs) -> None:
        voulues = [sorte.value for sorte, champ in kinds_of(place).items() if getattr(place, champ)]
        super().__init__(*args, initial={"sortes": voulues}, **kwargs)
        choix = CHOIX_ANS if ans else CHOIX_EDITEUR
        self.fields["sortes"].choices = [(sorte.value, libelle) for sorte, libelle in choix.items()]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@pour_dossier
def relances(request: HttpRequest) -> HttpResponse:
    """The preferences of the person signed in, and the reminders they were sent."""
    place, ans = place_of(request.user), request.user.est_ans
    form = FormulaireRelances(request.POST if request.method == "POST" else None, place=place, ans=ans)
    if not form.is_valid():
        contexte = {"form": form, "place": place, "ans": ans, "journal": journal_of_personne(request.user)}
        return render(request, "accueil/relances.html", contexte)
    sortes = form.cleaned_data["sortes"]
    set_relances(sortes=sortes, par=request.user)
    suite = "Vous recevrez les relances choisies." if sortes else "Vous ne recevrez plus de relances."
    messages.success(request, f"Votre choix est enregistré. {suite}")
    return redirect("relances")


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
        return render(request, "accueil/relances_lien_perime.html", status=404)
    champs = [kinds_of(place)[sorte]] if sorte else list(kinds_of(place).values())
    contexte = {
        "editeur": getattr(place, "editeur", None),
        "recues": any(getattr(place, champ) for champ in champs),
        "quoi": ARRETS[sorte] if sorte else "",
    }
    return render(request, "accueil/relances_arret.html", contexte)
