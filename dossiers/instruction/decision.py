"""The document of a decision for the ANS, and its revocation by an administrator."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.actions.decision import revoke_decision
from dossiers.models import Decision
from dossiers.queries.decision import decision_of
from dossiers.queries.perimetre import dossier_of, role_of
from dossiers.queries.situation import situation_of
from dossiers.rules.parcours import ETAPE_ELIGIBILITE
from dossiers.rules.refus import Interdit, Refus
from dossiers.rules.transition import require_transition
from segur.acces import pour_ans
from segur.documents import serve_decision
from segur.formulaires import FormulaireDsfr


class FormulaireRevocation(FormulaireDsfr):
    libelle_envoi = ""

    motif = forms.CharField(
        label="Motif de la révocation",
        help_text="L’éditeur et le référent liront ce texte tel quel. La page publique ne le montre pas.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
@pour_ans
def pdf(request: HttpRequest, uuid: UUID, tour: int) -> HttpResponse:
    """The decision of that round of étape 2, as a tagged PDF."""
    return serve_decision(decision_of(dossier_of(request.user, uuid), tour, ETAPE_ELIGIBILITE))


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def revoke(request: HttpRequest, uuid: UUID, tour: int) -> HttpResponse:
    """GET asks for the reason; POST revokes. Whoever may not is told so before being asked."""
    dossier = dossier_of(request.user, uuid)
    decision = decision_of(dossier, tour, ETAPE_ELIGIBILITE)
    try:
        require_transition("revoquer_decision", situation_of(dossier, timezone.now()), role_of(request.user))
        if request.method != "POST":
            return _show(request, decision, FormulaireRevocation())
        revoke_decision(decision=decision, motif=request.POST.get("motif", ""), par=request.user)
    except Interdit:
        raise
    except Refus as refus:
        return _refused(request, decision, refus)
    messages.success(request, f"La décision {decision.numero} est révoquée. L’éditeur et le référent en sont avertis.")
    return redirect("instruction:dossier", uuid)


def _refused(request: HttpRequest, decision: Decision, refus: Refus) -> HttpResponse:
    """What was typed stays beside what is wrong with it."""
    form = FormulaireRevocation({"motif": request.POST.get("motif", "")})
    form.show_refusal(refus)
    return _show(request, decision, form)


def _show(request: HttpRequest, decision: Decision, form: FormulaireRevocation) -> HttpResponse:
    dossier = decision.soumission.dossier
    liens = [
        ("File d’instruction", reverse("instruction:file")),
        (dossier.reference, reverse("instruction:dossier", args=[dossier.uuid])),
    ]
    return render(
        request, "instruction/revocation.html", {"decision": decision, "dossier": dossier, "form": form, "liens": liens}
    )
