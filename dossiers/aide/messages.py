"""The messages of a dossier, seen from both sides: its éditeur and the ANS."""

from uuid import UUID

from django import forms
from django.contrib import messages as annonces
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dossiers.actions.message import OBJET_MAX, TEXTE_MAX, write_message
from dossiers.aide.champ import field_of
from dossiers.models import Dossier
from dossiers.queries.aide import aide_of
from dossiers.queries.message import known_of, messages_of
from dossiers.queries.perimetre import dossier_of
from dossiers.queries.situation import situation_of
from dossiers.rules.contact import Appelant, choose_moyens
from dossiers.rules.refus import Interdit, Refus
from dossiers.rules.situation import Situation
from segur.acces import pour_dossier
from segur.formulaires import FormulaireDsfr


class FormulaireMessage(FormulaireDsfr):
    libelle_envoi = ""

    objet = forms.CharField(label="Objet", max_length=OBJET_MAX)
    texte = forms.CharField(
        label="Message",
        help_text="N’y mettez aucune donnée de patient.",
        max_length=TEXTE_MAX,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for champ in self.fields.values():
            champ.error_messages["required"] = "Remplissez ce champ."


@require_http_methods(["GET", "HEAD", "POST"])
@pour_dossier
def thread(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The thread and the form under it. `?exigence=` starts a message about that very point."""
    dossier = dossier_of(request.user, uuid)
    situation = situation_of(dossier, timezone.now())
    connu = _known(request, situation, dossier)
    form = FormulaireMessage(request.POST if request.method == "POST" else None, initial=_initial(request, dossier))
    if form.is_bound and form.is_valid() and _write(request, dossier, form, connu):
        return redirect("aide:messages", dossier.uuid)
    appelant = Appelant(etape=situation.etape, bloqueur=dossier.bloqueur)
    contexte = {
        "dossier": dossier,
        "fil": messages_of(dossier),
        "form": form,
        "connu": connu,
        "moyens": [] if request.user.est_ans else choose_moyens(aide_of().moyens, appelant),
        "liens": _breadcrumb(request, dossier),
    }
    return render(request, "aide/messages.html", contexte)


def _known(request: HttpRequest, situation: Situation, dossier: Dossier) -> list[tuple[str, str]]:
    """The ANS is not told what the éditeur’s draft still lacks, and its own messages need no introduction."""
    return [] if request.user.est_ans else known_of(situation, dossier)


def _initial(request: HttpRequest, dossier: Dossier) -> dict[str, str]:
    champ = field_of(dossier, request.GET.get("exigence", ""))
    return {"objet": f"Étape {champ.etape} : {champ.libelle}"[:OBJET_MAX]} if champ else {}


def _breadcrumb(request: HttpRequest, dossier: Dossier) -> list[tuple[str, str]]:
    if request.user.est_ans:
        return [(f"Dossier {dossier.reference}", reverse("instruction:dossier", args=[dossier.uuid]))]
    retour = reverse("depot:dossier", args=[dossier.uuid])
    return [("Mes dossiers", reverse("depot:portefeuille")), (f"Dossier n° {dossier.numero}", retour)]


def _write(request: HttpRequest, dossier: Dossier, form: FormulaireMessage, connu: list[tuple[str, str]]) -> bool:
    try:
        write_message(dossier=dossier, **form.cleaned_data, contexte=connu, par=request.user)
    except Interdit:
        raise
    except Refus as refus:
        for champ, phrase in (refus.champs or {None: refus.phrase}).items():
            form.add_error(champ, phrase)
        return False
    annonces.success(request, "Votre message est enregistré ; son destinataire en est averti par courriel.")
    return True
