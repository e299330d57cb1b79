"""The messages of a dossier, seen from both sides: its éditeur and the ANS."""

from uuid import UUID

from django.contrib import messages as annonces
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.actions.message import OBJET_MAX, close_attente, mark_read, write_message
from dossiers.aide.champ import field_of
from dossiers.aide.formulaire_message import FormulaireMessage
from dossiers.models import Dossier, Message
from dossiers.queries.aide import aide_of
from dossiers.queries.message import known_of, messages_of, shown_attente, side_of
from dossiers.queries.perimetre import dossier_of
from dossiers.queries.situation import situation_of
from dossiers.rules.contact import Appelant, choose_moyens
from dossiers.rules.message import asks_by_default, may_close
from dossiers.rules.situation import Situation
from segur.acces import pour_dossier
from segur.refus import announce_refusal, tell_refusal


@require_http_methods(["GET", "HEAD", "POST"])
@pour_dossier
def thread(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The thread and the form under it. `?exigence=` starts a message about that very point; `?avant=` shows what was
    written before that message.
    """
    dossier = dossier_of(request.user, uuid)
    situation = situation_of(dossier, timezone.now())
    connu, avant = _known(request, situation, dossier), _before(request)
    fil, anciens = messages_of(dossier, avant)
    form = _form(request, dossier, fil)
    if form.is_bound and form.is_valid() and _write(request, dossier, form, connu):
        return redirect("aide:messages", dossier.uuid)
    cote = side_of(request.user)
    appelant = Appelant(etape=situation.etape, bloqueur=dossier.bloqueur)
    contexte = {
        "dossier": dossier,
        "fil": fil,
        "anciens": anciens,
        "avant": avant,
        "cote": cote.value,
        "neufs": _read(request, dossier, fil),
        "form": form,
        "connu": connu,
        "classable": may_close(cote, shown_attente(dossier)),
        "moyens": [] if request.user.est_ans else choose_moyens(aide_of().moyens, appelant),
        "liens": _breadcrumb(request, dossier),
    }
    return render(request, "aide/messages.html", contexte)


@require_POST
@pour_dossier
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """« Sans suite »: no answer is awaited any more."""
    dossier = dossier_of(request.user, uuid)
    with announce_refusal(request):
        close_attente(dossier=dossier, par=request.user)
        annonces.success(request, "Plus aucune réponse n’est attendue.")
    return redirect("aide:messages", dossier.uuid)


def _before(request: HttpRequest) -> int:
    texte = request.GET.get("avant", "")
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) < 10 else 0


def _form(request: HttpRequest, dossier: Dossier, fil: list[Message]) -> FormulaireMessage:
    if request.method == "POST":
        return FormulaireMessage(request.POST, request.FILES)
    champ = field_of(dossier, request.GET.get("exigence", ""))
    objet = f"Étape {champ.etape} : {champ.libelle}" if champ else fil[-1].objet if fil else ""
    attend = asks_by_default(side_of(request.user), shown_attente(dossier))
    return FormulaireMessage(initial={"objet": objet[:OBJET_MAX], "attend_reponse": attend})


def _read(request: HttpRequest, dossier: Dossier, fil: list[Message]) -> set[int]:
    """What this person’s side had not read yet, marked as read from now on."""
    cote = side_of(request.user)
    neufs = {message.pk for message in fil if message.cote != cote and message.lu_le is None}
    if neufs and request.method == "GET":
        mark_read(dossier=dossier, par=request.user)
    return neufs


def _known(request: HttpRequest, situation: Situation, dossier: Dossier) -> list[tuple[str, str]]:
    """The ANS is not told what the éditeur’s draft still lacks, and its own messages need no introduction."""
    return [] if request.user.est_ans else known_of(situation, dossier)


def _breadcrumb(request: HttpRequest, dossier: Dossier) -> list[tuple[str, str]]:
    if request.user.est_ans:
        return [(f"Dossier {dossier.reference}", reverse("instruction:dossier", args=[dossier.uuid]))]
    retour = reverse("depot:dossier", args=[dossier.uuid])
    return [("Mes dossiers", reverse("depot:portefeuille")), (f"Dossier n° {dossier.numero}", retour)]


def _write(request: HttpRequest, dossier: Dossier, form: FormulaireMessage, connu: list[tuple[str, str]]) -> bool:
    with tell_refusal(form.show_refusal):
        write_message(dossier=dossier, **form.cleaned_data, contexte=connu, par=request.user)
        annonces.success(request, "Votre message est enregistré ; son destinataire en est averti par courriel.")
        return True
    return False
