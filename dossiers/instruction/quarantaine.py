"""A proof on which patient data is seen: put aside with a reason; given back by an administrator."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.actions.quarantaine import lift_quarantine, quarantine_piece
from dossiers.models import Piece
from dossiers.queries.examen import submitted_piece_of
from dossiers.queries.perimetre import role_of
from dossiers.queries.situation import situation_of
from dossiers.rules.refus import Interdit, Refus
from dossiers.rules.transition import possible_gestes
from segur.acces import pour_ans
from segur.formulaires import FormulaireDsfr
from segur.refus import announce_refusal

MOTIF_PRET = "Des données de patient se lisent sur cette copie d’écran."


class FormulaireQuarantaine(FormulaireDsfr):
    libelle_envoi = ""

    motif = forms.CharField(
        label="Motif donné à l’éditeur",
        help_text="Il lira ce texte tel quel. Ne recopiez pas les données que vous avez vues.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def quarantine(request: HttpRequest, uuid: UUID, piece: UUID) -> HttpResponse:
    """GET asks for the reason, which is ready; POST puts the proof aside."""
    trouvee = submitted_piece_of(request.user, uuid, piece)
    if request.method != "POST":
        return _show(request, trouvee, FormulaireQuarantaine({"motif": MOTIF_PRET}))
    try:
        quarantine_piece(piece=trouvee, motif=request.POST.get("motif", ""), par=request.user)
    except Interdit:
        raise
    except Refus as refus:
        form = FormulaireQuarantaine(request.POST)
        form.show_refusal(refus)
        return _show(request, trouvee, form)
    messages.success(request, "La pièce est en quarantaine : plus personne ne la voit. L’éditeur en lit le motif.")
    return redirect("instruction:dossier", uuid)


@require_POST
@pour_ans
def lift(request: HttpRequest, uuid: UUID, piece: UUID) -> HttpResponse:
    """Gives the proof back."""
    trouvee = submitted_piece_of(request.user, uuid, piece)
    with announce_refusal(request):
        lift_quarantine(piece=trouvee, par=request.user)
        messages.success(request, "La quarantaine est levée : la pièce est de nouveau montrée.")
    return redirect("instruction:dossier", uuid)


def _show(request: HttpRequest, piece: Piece, form: FormulaireQuarantaine) -> HttpResponse:
    dossier = piece.dossier
    gestes = possible_gestes(situation_of(dossier, timezone.now()), role_of(request.user))
    contexte = {
        "piece": piece,
        "form": form,
        "dossier": dossier,
        "restituable": any(t.geste == "lever_quarantaine" for t in gestes),
        "liens": [
            ("File d’instruction", reverse("instruction:file")),
            (dossier.reference, reverse("instruction:dossier", args=[dossier.uuid])),
        ],
    }
    return render(request, "instruction/quarantaine.html", contexte)
