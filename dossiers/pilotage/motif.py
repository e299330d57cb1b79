"""The reasons of correction: listed, written, shown as the éditeur will read them, withdrawn, offered again."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.actions.motif import offer_motif, save_motif
from dossiers.models import Motif
from dossiers.pilotage.formulaire_motif import FormulaireMotif
from dossiers.queries.motif import motif_of, motifs_tous
from dossiers.queries.perimetre import role_of
from dossiers.rules.droit import has_droit, require_droit
from dossiers.rules.motif import VARIABLES, faults_of, render_motif
from dossiers.rules.refus import Interdit, Perime, Refus
from segur.acces import pour_ans

# What the words of a reason stand for in its preview.
EXEMPLE = {
    "exigence": "Preuve de la demande déposée au CNDA",
    "valeur": "Recette",
    "preuve": "une copie d’écran de votre espace personnel CNDA.",
    "minimum": "Pré-examen",
    "statut_lu": "Recette",
    "nil": "456-A",
    "nil_lu": "789-B",
    "nie": "00123",
    "logiciel": "Alpha Cabinet",
}


@require_safe
@pour_ans
def liste(request: HttpRequest) -> HttpResponse:
    contexte = {
        "motifs": motifs_tous(),
        "editeur": has_droit("editer_motifs", role_of(request.user)),
        "liens": list_liens()[:1],
    }
    return render(request, "pilotage/motifs.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def create(request: HttpRequest) -> HttpResponse:
    require_droit("editer_motifs", role_of(request.user))
    return _edit(request, Motif())


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def edit(request: HttpRequest, motif: str) -> HttpResponse:
    require_droit("editer_motifs", role_of(request.user))
    return _edit(request, motif_of(motif))


@require_POST
@pour_ans
def offer(request: HttpRequest, motif: str) -> HttpResponse:
    """Withdraws it, or offers it again, as the button says."""
    actif = request.POST.get("proposer") == "oui"
    change = offer_motif(motif=motif_of(motif), actif=actif, par=request.user)
    suite = "est de nouveau proposé" if actif else "n’est plus proposé ; ce qui a été écrit avec lui reste"
    messages.success(request, f"Le motif « {change.libelle} » {suite}.")
    return redirect("pilotage:motifs")


def _edit(request: HttpRequest, motif: Motif) -> HttpResponse:
    form = FormulaireMotif(request.POST if request.method == "POST" else None, instance=motif)
    apercu = ""
    if form.is_bound and form.is_valid():
        fautes = faults_of(form.modele)
        _show_faults(form, fautes)
        if not fautes and request.POST.get("geste") == "enregistrer" and _save(request, form, motif):
            return redirect("pilotage:motifs")
        apercu = "" if "texte" in fautes else render_motif(form.modele.texte, EXEMPLE)
    contexte = {"form": form, "motif": motif, "apercu": apercu, "variables": VARIABLES.items(), "liens": list_liens()}
    return render(request, "pilotage/motif.html", contexte)


def _save(request: HttpRequest, form: FormulaireMotif, motif: Motif) -> bool:
    version = (form.cleaned_data["version"] or 0) if motif.pk else None
    try:
        garde = save_motif(modele=form.modele, rang=form.cleaned_data["rang"], par=request.user, version=version)
    except Interdit:
        raise
    except Refus as refus:
        _show_faults(form, refus.champs or {"": refus.phrase})
        if isinstance(refus, Perime):
            form.data = {**form.data.dict(), "version": motif_of(motif.code).version}
        return False
    messages.success(request, f"Le motif « {garde.libelle} » est enregistré.")
    return True


def _show_faults(form: FormulaireMotif, fautes: Mapping[str, str]) -> None:
    for champ, phrase in fautes.items():
        form.add_error(champ if champ in form.fields else None, phrase)


def list_liens() -> list[tuple[str, str]]:
    return [("Pilotage", reverse("pilotage:tableau")), ("Motifs de correction", reverse("pilotage:motifs"))]
