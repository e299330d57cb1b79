"""The reminders as the ANS sees them: what will leave, the log of one dossier, a reminder by hand, a quiet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.actions.relance import ask_relance
from dossiers.actions.suspension import suspend_relances
from dossiers.models import Dossier
from dossiers.queries.journal import journal_of_dossier, unreachable_of
from dossiers.queries.perimetre import dossier_of, dossiers_of, role_of
from dossiers.queries.prevision import prevision_of
from dossiers.queries.situation import situation_of
from dossiers.rules.transition import possible_gestes
from segur.acces import pour_ans
from segur.refus import announce_refusal, tell_refusal
from segur.suspension import FormulaireSuspension


@require_safe
@pour_ans
def relances(request: HttpRequest) -> HttpResponse:
    """« Qui sera relancé demain, de quoi », for the dossiers of which this person is the référent."""
    siens = dossiers_of(request.user).filter(referent=request.user)
    return render(request, "instruction/relances.html", {"prevision": prevision_of(siens, timezone.now())})


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def dossier(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The reminders of one dossier; POST asks for quiet."""
    objet = dossier_of(request.user, uuid)
    form = FormulaireSuspension(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with tell_refusal(form.show_refusal):
            suspend_relances(dossier=objet, par=request.user, **form.cleaned_data)
            messages.success(request, form.annonce)
            return redirect("instruction:dossier_relances", uuid)
    return render(request, "instruction/dossier_relances.html", _contexte(request, objet, form))


@require_POST
@pour_ans
def remind(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks for a reminder by hand."""
    objet = dossier_of(request.user, uuid)
    with announce_refusal(request):
        nombre = ask_relance(dossier=objet, par=request.user)
        qui = f"{nombre} personne{'s' * (nombre > 1)}"
        messages.success(request, f"La relance est demandée : {qui} à prévenir, aux heures ouvrées.")
    return redirect("instruction:dossier_relances", uuid)


def _contexte(request: HttpRequest, dossier: Dossier, form: FormulaireSuspension) -> dict[str, object]:
    situation = situation_of(dossier, timezone.now())
    return {
        "dossier": dossier,
        "form": form,
        "journal": journal_of_dossier(dossier),
        "injoignables": unreachable_of(dossier.editeur),
        "gestes": {t.geste for t in possible_gestes(situation, role_of(request.user, dossier.editeur_id))},
        "maintenant": situation.le,
    }
