"""The files joined to the messages of a dossier: the original to save, the preview to see, put aside, given back."""

from uuid import UUID

from django import forms
from django.contrib import messages as annonces
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.actions.jointe import lift_jointe, quarantine_jointe
from dossiers.queries.message import side_of
from dossiers.queries.perimetre import jointe_of, role_of
from dossiers.rules.droit import require_droit
from segur.acces import pour_ans, pour_dossier
from segur.fichiers import serve_apercu, serve_original, serve_original_to_others
from segur.formulaires import FormulaireDsfr
from segur.refus import announce_refusal, tell_refusal

MOTIF_PRET = "Des données de patient se lisent sur ce fichier."


class FormulaireEcart(FormulaireDsfr):
    libelle_envoi = ""

    motif = forms.CharField(
        label="Motif montré dans les messages",
        help_text="Chacun le lira tel quel. Ne recopiez pas les données que vous avez vues.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
@pour_dossier
def original(request: HttpRequest, uuid: UUID, jointe: UUID) -> HttpResponse:
    """The bytes as they were given; to the other side, only once they are known to be sound."""
    trouvee = jointe_of(request.user, uuid, jointe)
    a_soi = trouvee.message.cote == side_of(request.user)
    return serve_original(trouvee) if a_soi else serve_original_to_others(trouvee)


@require_safe
@pour_dossier
def apercu(request: HttpRequest, uuid: UUID, jointe: UUID) -> HttpResponse:
    """The preview, 404 while it is not made."""
    return serve_apercu(jointe_of(request.user, uuid, jointe))


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def quarantine(request: HttpRequest, uuid: UUID, jointe: UUID) -> HttpResponse:
    """GET asks for the reason, which is ready; POST puts the file aside."""
    trouvee = jointe_of(request.user, uuid, jointe)
    form = FormulaireEcart(request.POST if request.method == "POST" else {"motif": MOTIF_PRET})
    if request.method == "POST":
        with tell_refusal(form.show_refusal):
            quarantine_jointe(jointe=trouvee, motif=request.POST.get("motif", ""), par=request.user)
            annonces.success(request, "La pièce jointe est en quarantaine : plus personne ne la voit.")
            return redirect("aide:messages", uuid)
    liens = [(f"Dossier {trouvee.dossier.reference}", reverse("instruction:dossier", args=[uuid]))]
    liens.append(("Messages", reverse("aide:messages", args=[uuid])))
    return render(request, "aide/jointe_quarantaine.html", {"jointe": trouvee, "form": form, "liens": liens})


@require_POST
@pour_ans
def lift(request: HttpRequest, uuid: UUID, jointe: UUID) -> HttpResponse:
    """Gives the file back."""
    trouvee = jointe_of(request.user, uuid, jointe)
    require_droit("rendre_jointe", role_of(request.user))
    with announce_refusal(request):
        lift_jointe(jointe=trouvee, par=request.user)
        annonces.success(request, "La quarantaine est levée : la pièce jointe est de nouveau remise.")
    return redirect("aide:messages", uuid)
