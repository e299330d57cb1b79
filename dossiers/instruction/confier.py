"""Hands a dossier over to a colleague, or lets go of it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.actions.confie import MOT_MAX
from dossiers.actions.dossier import hand_dossier, release_dossier
from dossiers.instruction.entourage import dossier_url
from dossiers.instruction.formulaire_file import read_requete
from dossiers.models import Compte, Dossier
from dossiers.queries.equipe import membres_of
from dossiers.queries.perimetre import dossier_of
from segur.acces import pour_ans
from segur.formulaires import FormulaireDsfr
from segur.refus import announce_refusal, tell_refusal


class FormulaireConfier(FormulaireDsfr):
    """To whom, with what word."""

    libelle_envoi = "Confier ce dossier"

    a = forms.ChoiceField(label="À qui", error_messages={"invalid_choice": "Choisissez une personne de cette liste."})
    mot = forms.CharField(
        label="Un mot pour cette personne",
        help_text="Il part avec le courriel qui la prévient.",
        required=False,
        max_length=MOT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, dossier: Dossier, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        autres = [membre for membre in membres_of(timezone.now()) if membre.compte.pk != dossier.referent_id]
        self.comptes = {str(membre.compte.pk): membre.compte for membre in autres}
        choix = [(str(membre.compte.pk), membre.libelle) for membre in autres]
        self.fields["a"].choices = [("", "Choisissez un collègue"), *choix]
        self.fields["mot"].mention = "facultatif"

    def hand(self, dossier: Dossier, par: Compte) -> Compte | None:
        """The new référent; None when the form or the action refused, which its fields then say."""
        if not self.is_valid():
            return None
        a = self.comptes[self.cleaned_data["a"]]
        with tell_refusal(self.show_refusal):
            hand_dossier(dossier=dossier, a=a, mot=self.cleaned_data["mot"], vu=self.data.get("vu"), par=par)
            return a
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def hand(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """GET asks to whom; POST hands over."""
    dossier = dossier_of(request.user, uuid)
    requete, _ = read_requete(request.GET.get("file", ""))
    form = FormulaireConfier(request.POST if request.method == "POST" else None, dossier=dossier)
    a = form.hand(dossier, request.user) if request.method == "POST" else None
    if a is not None:
        messages.success(request, f"{a} est maintenant le référent de ce dossier.")
        return redirect(dossier_url(dossier, requete))
    contexte = {"dossier": dossier, "form": form, "retour": dossier_url(dossier, requete), "liens": _links(dossier)}
    return render(request, "instruction/confier.html", contexte)


@require_POST
@pour_ans
def release(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier = dossier_of(request.user, uuid)
    with announce_refusal(request):
        release_dossier(dossier=dossier, par=request.user)
        messages.success(request, "Ce dossier n’a plus de référent : il attend d’être pris.")
    return redirect(dossier_url(dossier, read_requete(request.GET.get("file", ""))[0]))


def _links(dossier: Dossier) -> list[tuple[str, str]]:
    return [
        ("File d’instruction", reverse("instruction:file")),
        (dossier.reference, reverse("instruction:dossier", args=[dossier.uuid])),
    ]
