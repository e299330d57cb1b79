"""The waivers of a dossier: the requirements and what is waived of them, one to grant, one to take back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.actions.dispense import DROIT, grant_dispense, lift_dispense
from dossiers.instruction.formulaire_dispense import FormulaireDispense, FormulaireLevee
from dossiers.models import Dispense, Dossier
from dossiers.queries.dispense import (
    changes_any,
    dispense_of,
    exigences_dispensables,
    label_of,
    passed_dossiers,
    reached_dossiers,
    whom,
)
from dossiers.queries.perimetre import dossier_of, role_of
from dossiers.queries.situation import situation_of
from dossiers.referentiel.exigence import Exigence
from dossiers.rules.dispense import Portee, check_dispense, refuse_past
from dossiers.rules.droit import has_droit
from dossiers.rules.refus import Interdit, Perime, Refus
from dossiers.rules.transition import possible_gestes
from segur.acces import pour_ans
from segur.refus import tell_refusal

# The dossiers that a confirmation names; of the others it says how many.
MONTRES = 20


@require_safe
@pour_ans
def liste(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every requirement of the dossier, étape by étape, with the waiver that holds; nothing of the éditeur’s draft."""
    dossier = dossier_of(request.user, uuid)
    situation = situation_of(dossier, timezone.now())
    contexte = {
        "dossier": dossier,
        "liens": _liens(dossier)[:-1],
        "etapes": exigences_dispensables(dossier, situation),
        "largement": has_droit(DROIT, role_of(request.user)),
        "gestes": {t.geste for t in possible_gestes(situation, role_of(request.user))},
    }
    return render(request, "instruction/dispenses.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def grant(request: HttpRequest, uuid: UUID, exigence: str) -> HttpResponse:
    """GET asks; a first POST shows what would change, a second one does it."""
    dossier = dossier_of(request.user, uuid)
    objet = _exigence(dossier, exigence)
    largement = has_droit(DROIT, role_of(request.user))
    if request.method != "POST":
        return _ask(request, dossier, objet, FormulaireDispense(largement=largement))
    form = FormulaireDispense(request.POST, largement=largement)
    if not form.is_valid() or request.POST.get("geste") == "modifier":
        return _ask(request, dossier, objet, form)
    try:
        if request.POST.get("geste") != "confirmer":
            return _confirm(request, dossier, objet, form, largement)
        version = _number(request.POST.get("version", ""))
        grant_dispense(dossier=dossier, exigence=objet.code, par=request.user, version=version, **form.demande)
    except Interdit:
        raise
    except Perime as perime:
        form.show_refusal(perime)
        return _ask(request, dossier_of(request.user, uuid), objet, form, status=409)
    except Refus as refus:
        form.show_refusal(refus)
        return _ask(request, dossier, objet, form)
    averti = "" if dossier.formation else f" {dossier.editeur} en est averti."
    messages.success(request, f"La dispense est accordée : « {objet.libelle} ».{averti}")
    return redirect("instruction:dispenses", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def lift(request: HttpRequest, dispense: UUID) -> HttpResponse:
    """GET asks why; POST takes the waiver back."""
    trouvee = dispense_of(request.user, dispense)
    if request.method != "POST":
        return _ask_lift(request, trouvee, FormulaireLevee())
    form = FormulaireLevee(request.POST)
    with tell_refusal(form.show_refusal):
        if form.is_valid():
            lift_dispense(dispense=trouvee, motif=form.cleaned_data["motif"], par=request.user)
            suite = "l’exigence est de nouveau demandée" if changes_any(trouvee) else "aucun dossier n’en est changé"
            messages.success(request, f"La dispense est levée : {suite}.")
            return redirect("instruction:dispenses", trouvee.origine.uuid)
    return _ask_lift(request, dispense_of(request.user, dispense), form)


def _exigence(dossier: Dossier, code: str) -> Exigence:
    situation = situation_of(dossier, timezone.now())
    trouvee = next((e for e in situation.dispositif.exigences if e.code == code), None)
    if trouvee is None:
        raise Http404("Cette exigence n’existe pas dans le référentiel de ce dossier.")
    return trouvee


def _ask(
    request: HttpRequest, dossier: Dossier, objet: Exigence, form: FormulaireDispense, status: int = 200
) -> HttpResponse:
    contexte = {"dossier": dossier, "exigence": objet, "form": form, "liens": _liens(dossier)}
    return render(request, "instruction/dispenser.html", contexte, status=status)


def _confirm(
    request: HttpRequest, dossier: Dossier, objet: Exigence, form: FormulaireDispense, largement: bool
) -> HttpResponse:
    """What is asked, said back, and the open dossiers it reaches. Raises `Refus` for what could not be granted."""
    demande = form.demande
    check_dispense(
        motif=demande["motif"],
        jusqu_au=demande["jusqu_au"],
        sans_terme=demande["sans_terme"],
        le=timezone.now(),
        largement=largement,
    )
    if demande["portee"] is Portee.DOSSIER:
        refuse_past(objet.etape, dossier.etape)
    contexte = {
        "dossier": dossier,
        "exigence": objet,
        "demande": demande,
        "version": _number(request.POST.get("version", "")),
        "liens": _liens(dossier),
        **_reach(demande["portee"], dossier, objet.code),
    }
    return render(request, "instruction/dispenser_confirmer.html", contexte)


def _ask_lift(request: HttpRequest, dispense: Dispense, form: FormulaireLevee) -> HttpResponse:
    contexte = {
        "dispense": dispense,
        "libelle": label_of(dispense),
        "qui": whom(dispense),
        "form": form,
        "liens": _liens(dispense.origine),
        **_reach(dispense.portee, dispense.origine, dispense.exigence),
    }
    return render(request, "instruction/lever_dispense.html", contexte)


def _reach(portee: Portee, dossier: Dossier, exigence: str) -> dict[str, object]:
    """The open dossiers that a waiver changes (some, and how many), and how many it leaves as they are."""
    touches = reached_dossiers(portee, dossier, exigence).select_related("solution", "referentiel", "editeur")
    return {
        "touches": list(touches[:MONTRES]),
        "nombre": touches.count(),
        "passes": passed_dossiers(portee, dossier, exigence).count(),
    }


def _liens(dossier: Dossier) -> list[tuple[str, str]]:
    return [
        ("File d’instruction", reverse("instruction:file")),
        (dossier.reference, reverse("instruction:dossier", args=[dossier.uuid])),
        ("Dispenses", reverse("instruction:dispenses", args=[dossier.uuid])),
    ]


def _number(texte: str) -> int:
    """The version the page was made of, -1 when it is none: nothing then matches."""
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) < 10 else -1
