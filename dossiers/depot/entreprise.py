"""The company's own page: its numbers, its solutions, its people."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dossiers.actions.appartenance import change_role as change_role_of
from dossiers.actions.appartenance import invite_personne, remove_personne
from dossiers.models import Appartenance
from dossiers.queries.entreprise import shared_answers
from dossiers.queries.perimetre import editeur_of, members_of, role_of
from dossiers.rules.droit import has_droit
from segur.acces import pour_editeur
from segur.formulaires import FormulaireDsfr
from segur.refus import announce_refusal, tell_refusal


class FormulaireInvitation(FormulaireDsfr):
    """Who joins the company, and as what."""

    libelle_envoi = "Inviter cette personne"

    prenom = forms.CharField(label="Prénom", max_length=100)
    nom = forms.CharField(label="Nom", max_length=100)
    courriel = forms.EmailField(label="Adresse électronique", help_text="Exemple : prenom.nom@entreprise.fr")
    role = forms.ChoiceField(
        label="Rôle",
        choices=Appartenance.Role.choices,
        widget=forms.RadioSelect,
        initial="salarie",
        help_text="Le mandataire et le représentant engagent l’entreprise : accepter la charte, retirer un dossier.",
    )


@require_safe
@pour_editeur
def entreprise(request: HttpRequest) -> HttpResponse:
    """What is known of the company."""
    return _show(request, FormulaireInvitation())


@require_POST
@pour_editeur
def invite(request: HttpRequest) -> HttpResponse:
    """Invites a person; the form comes back with its sentence when it cannot be."""
    form = FormulaireInvitation(request.POST)
    if form.is_valid():
        with tell_refusal(form.show_refusal):
            invite_personne(editeur=editeur_of(request.user), par=request.user, **form.cleaned_data)
            messages.success(request, f"{form.cleaned_data['courriel']} reçoit une invitation par courriel.")
            return redirect("depot:entreprise")
    return _show(request, form)


@require_POST
@pour_editeur
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a person of the company another role."""
    membre = _member(request, pk)
    with announce_refusal(request):
        change_role_of(appartenance=membre, role=request.POST.get("role", ""), par=request.user)
        messages.success(request, f"Le rôle de {membre.compte} est modifié.")
    return redirect("depot:entreprise")


@require_POST
@pour_editeur
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a person out of the company; their account stays."""
    membre = _member(request, pk)
    with announce_refusal(request):
        remove_personne(appartenance=membre, par=request.user)
        messages.success(request, f"{membre.compte} ne fait plus partie de l’entreprise.")
        return redirect("accueil" if membre.compte_id == request.user.pk else "depot:entreprise")
    return redirect("depot:entreprise")


def _member(request: HttpRequest, pk: int) -> Appartenance:
    membre = members_of(request.user).filter(pk=pk).first()
    if membre is None:
        raise Http404("Cette personne n’est pas de l’entreprise.")
    return membre


def _show(request: HttpRequest, form: FormulaireInvitation) -> HttpResponse:
    editeur = editeur_of(request.user)
    contexte = {
        "editeur": editeur,
        "partage": shared_answers(editeur),
        "membres": members_of(request.user).order_by("compte__nom", "compte__prenom", "pk"),
        "roles": Appartenance.Role.choices,
        "gere": has_droit("gerer_personnes", role_of(request.user)),
        "form": form,
    }
    return render(request, "depot/entreprise.html", contexte)
