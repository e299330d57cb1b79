"""The team: what each reviewer has on their hands, who is away, and the sharing out of what nobody has taken."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.actions.absence import cancel_absence, declare_absence
from dossiers.actions.partage import share_dossiers
from dossiers.actions.reglage import set_partage
from dossiers.models import Compte
from dossiers.queries.equipe import membres_of, partage_of, reviewers
from dossiers.queries.perimetre import role_of
from dossiers.queries.reglage import partage_turn
from dossiers.rules.droit import has_droit, require_droit
from dossiers.rules.refus import Interdit, Refus
from segur.acces import pour_ans
from segur.formulaires import FormulaireDsfr
from segur.refus import tell_refusal

DROIT = "repartir_dossiers"
REGLAGES = {
    "active": "Les dossiers que personne n’a pris seront répartis d’eux-mêmes, toutes les dix minutes, en votre nom.",
    "arretee": "La répartition automatique est arrêtée.",
}


class FormulaireAbsence(FormulaireDsfr):
    """One's own absence; an administrator says whose."""

    libelle_envoi = "Déclarer l’absence"

    compte = forms.ChoiceField(label="Qui", error_messages={"invalid_choice": "Choisissez une personne de la liste."})
    du = forms.DateField(label="Premier jour", widget=forms.DateInput(attrs={"type": "date"}))
    au = forms.DateField(label="Dernier jour", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, par: Compte, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.par, self.comptes = par, {str(par.pk): par}
        if has_droit("gerer_absences", role_of(par)):
            self.comptes = {str(compte.pk): compte for compte in reviewers()}
            self.fields["compte"].choices = [(pk, str(compte)) for pk, compte in self.comptes.items()]
            self.fields["compte"].initial = str(par.pk)
        else:
            del self.fields["compte"]

    def declare(self) -> bool:
        """False when the form or the action refused, which its fields then say."""
        if not self.is_valid():
            return False
        donnees = self.cleaned_data
        compte = self.comptes[donnees.get("compte", str(self.par.pk))]
        with tell_refusal(self.show_refusal):
            declare_absence(compte=compte, du=donnees["du"], au=donnees["au"], par=self.par)
            return True
        return False


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def equipe(request: HttpRequest) -> HttpResponse:
    """GET shows the team; POST declares an absence."""
    form = FormulaireAbsence(request.POST if request.method == "POST" else None, par=request.user)
    if request.method == "POST" and form.declare():
        messages.success(request, "L’absence est déclarée : rien ne sera confié ces jours-là à cette personne.")
        return redirect("instruction:equipe")
    contexte = {
        "form": form,
        "membres": membres_of(timezone.now()),
        "tour": partage_turn(),
        "peut_repartir": has_droit(DROIT, role_of(request.user)),
        "liens": [("File d’instruction", reverse("instruction:file"))],
    }
    return render(request, "instruction/equipe.html", contexte)


@require_POST
@pour_ans
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    cancel_absence(absence_id=pk, par=request.user)
    messages.success(request, "L’absence est annulée.")
    return redirect("instruction:equipe")


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def partage(request: HttpRequest) -> HttpResponse:
    """GET shows who would get what; POST does exactly that, or shows what it would be now."""
    require_droit(DROIT, role_of(request.user))
    if request.method == "POST":
        try:
            donnes, refuses = share_dossiers(par=request.user, empreinte=request.POST.get("empreinte", "") or "?")
        except Interdit:
            raise
        except Refus as refus:
            return _preview(request, refus.phrase, status=409)
        messages.success(request, _report(donnes, refuses))
        return redirect("instruction:equipe")
    return _preview(request)


@require_POST
@pour_ans
def reglage(request: HttpRequest) -> HttpResponse:
    """Turns the automatic share to what the button says, and to nothing else."""
    require_droit(DROIT, role_of(request.user))
    valeur = request.POST.get("partage", "")
    if valeur in REGLAGES:
        set_partage(active=valeur == "active", par=request.user)
        messages.success(request, REGLAGES[valeur])
    return redirect("instruction:equipe")


def _preview(request: HttpRequest, alerte: str = "", status: int = 200) -> HttpResponse:
    liens = [("File d’instruction", reverse("instruction:file")), ("Équipe", reverse("instruction:equipe"))]
    contexte = {"partage": partage_of(timezone.now()), "alerte": alerte, "liens": liens}
    return render(request, "instruction/partage.html", contexte, status=status)


def _report(donnes: int, refuses: int) -> str:
    faits = f"{donnes} dossier{'s' * (donnes > 1)} réparti{'s' * (donnes > 1)}."
    if not refuses:
        return faits
    return f"{faits} {refuses} ne l’{'ont' if refuses > 1 else 'a'} pas été : quelqu’un les avait pris entre-temps."
