"""Lots: the dossiers chosen in the queue, one act for all, what it would do, its progress and its report."""

from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.actions.lot import cancel_lot, complete_lot, prepare_lot, start_lot
from dossiers.instruction.formulaire_file import read_requete
from dossiers.instruction.formulaire_lot import FormulaireLot
from dossiers.models import Compte, Dossier, LigneLot, Lot
from dossiers.queries.file import file_choices
from dossiers.queries.filtre import Filtre
from dossiers.queries.lot import (
    PAGE,
    Prevision,
    filtered_dossiers,
    lots_page,
    previsions_of,
    rapport_of,
    reasons_of,
    recipients_of,
    sample_of,
    selected_dossiers,
)
from dossiers.queries.perimetre import lot_of, role_of
from dossiers.queries.tableau import COLONNES_EXPORT, export_rows
from dossiers.rules.droit import require_droit
from dossiers.rules.lot import PARAMETRES, Genre
from dossiers.rules.refus import Interdit, Refus
from segur.acces import pour_ans
from segur.refus import announce_refusal
from segur.tableur import csv_lines


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def lots(request: HttpRequest) -> HttpResponse:
    """GET lists one's lots; POST makes one of what the queue has chosen."""
    if request.method == "POST":
        return _prepare(request)
    trouves = lots_page(request.user, _number(request.GET.get("apres", "")))
    suivante = f"?apres={trouves[PAGE - 1].pk}" if len(trouves) > PAGE else ""
    return render(request, "instruction/lots.html", {"lots": trouves[:PAGE], "suivante": suivante})


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def lot(request: HttpRequest, lot: UUID) -> HttpResponse:
    """GET shows a lot where it stands: to complete, to confirm, under way, over; POST does what the button asked."""
    trouve = lot_of(request.user, lot)
    if request.method == "POST":
        return _act(request, trouve)
    return _show(request, trouve)


@require_safe
@pour_ans
def progress(request: HttpRequest, lot: UUID) -> HttpResponse:
    """The place of the progress on the page, asked again every other second while it lasts."""
    trouve = lot_of(request.user, lot)
    reponse = render(request, "instruction/_lot_avancement.html", {"lot": trouve})
    if trouve.etat != Lot.Etat.EN_COURS:
        # Over: the page now shows the whole report.
        reponse["HX-Refresh"] = "true"
    return reponse


@require_safe
@pour_ans
def export(request: HttpRequest, lot: UUID) -> StreamingHttpResponse:
    """The dossiers of a lot as a spreadsheet, as they are now; exercises are in none."""
    trouve = lot_of(request.user, lot)
    require_droit("voir_pilotage", role_of(request.user))
    couloirs = dict(file_choices()[0])
    dossiers = Dossier.objects.reels().filter(pk__in=trouve.lignes.order_by().values("dossier"))
    lignes = csv_lines(chain([COLONNES_EXPORT], export_rows(dossiers, couloirs)))
    nom = f"lot-segur-{timezone.localdate():%Y-%m-%d}.csv"
    entetes = {"Content-Disposition": f'attachment; filename="{nom}"', "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(lignes, content_type="text/csv; charset=utf-8", headers=entetes)


def _prepare(request: HttpRequest) -> HttpResponse:
    requete, filtre = read_requete(request.POST.get("file", ""))
    with announce_refusal(request):
        dossiers = _chosen(request, filtre or Filtre())
        trouve = prepare_lot(dossiers=dossiers, genre=request.POST.get("genre", ""), par=request.user)
        return redirect("instruction:lot", trouve.uuid)
    return redirect(f"{reverse('instruction:file')}?{requete}")


def _chosen(request: HttpRequest, filtre: Filtre) -> list[Dossier]:
    """Those ticked, or all that the filters show."""
    if request.POST.get("portee") == "filtre":
        return filtered_dossiers(request.user, filtre)
    return selected_dossiers(request.user, _uuids(request.POST))


def _uuids(poste: QueryDict) -> list[UUID]:
    """What is no identifier is passed over, like a dossier that is not seen."""
    lus = []
    for texte in poste.getlist("dossier"):
        try:
            lus.append(UUID(texte))
        except ValueError:
            continue
    return lus


def _act(request: HttpRequest, trouve: Lot) -> HttpResponse:
    geste, form = request.POST.get("geste", ""), None
    try:
        if geste == "completer":
            form = FormulaireLot(request.POST, lot=trouve)
            complete_lot(lot=trouve, parametres=form.parametres, par=request.user)
        elif geste == "lancer":
            start_lot(lot=trouve, par=request.user)
        elif geste == "annuler":
            nombre = cancel_lot(lot=trouve, par=request.user)
            messages.success(request, f"Le lot est annulé : rien ne sera fait pour {_left(nombre)}.")
        else:
            messages.error(request, "Utilisez l’un des boutons de la page.")
    except Interdit:
        raise
    except Refus as refus:
        if form is not None and refus.champs:
            form.show_refusal(refus)
            return _show(request, trouve, form)
        messages.error(request, refus.phrase)
    return redirect("instruction:lot", trouve.uuid)


def _show(request: HttpRequest, trouve: Lot, form: FormulaireLot | None = None) -> HttpResponse:
    contexte = {"lot": trouve, "liens": [("File d’instruction", reverse("instruction:file"))]}
    if trouve.etat == Lot.Etat.PREPARE:
        contexte |= _preparation(request, trouve, form)
        return render(request, "instruction/lot_preparation.html", contexte)
    etat = request.GET.get("etat", "")
    rapport = rapport_of(trouve, etat, _number(request.GET.get("apres", "")))
    contexte |= {"rapport": rapport, "etat": etat, "etats": _states(rapport.comptes)}
    return render(request, "instruction/lot.html", contexte)


def _preparation(request: HttpRequest, trouve: Lot, form: FormulaireLot | None) -> dict[str, object]:
    """The form, and once it is filled in what would come of it: who is refused and why, a message as it will be."""
    attend = bool(PARAMETRES[Genre(trouve.genre)])
    complet = bool(trouve.parametres) or not attend
    if attend and form is None:
        form = FormulaireLot(initial=trouve.parametres, lot=trouve)
    previsions = previsions_of(trouve, timezone.now()) if complet else []
    return {
        "form": form,
        "complet": complet and not (form and form.errors),
        "previsions": previsions,
        "motifs": reasons_of(previsions),
        "partants": sum(not p.refus for p in previsions),
        "courriels": sum(p.personnes or 0 for p in previsions if not p.refus),
        "exemple": _sample(request, trouve, previsions) if trouve.genre == Genre.ECRIRE and complet else None,
    }


@dataclass(frozen=True)
class Exemple:
    """The message of one dossier as it would be, and to whom it would be sent."""

    dossier: Dossier
    objet: str
    texte: str
    destinataires: list[Compte]


def _sample(request: HttpRequest, trouve: Lot, previsions: list[Prevision]) -> Exemple:
    """That of the dossier asked for, of the first one unless it is said."""
    rang = _number(request.GET.get("exemple", "")) or 1
    dossier = next((p.ligne.dossier for p in previsions if p.ligne.rang == rang), None)
    if dossier is None:
        raise Http404("Ce dossier n’est pas dans le lot.")
    return Exemple(dossier, *sample_of(trouve, dossier), recipients_of(dossier))


def _left(nombre: int) -> str:
    return "le dossier qui restait" if nombre == 1 else f"les {nombre} dossiers qui restaient"


def _states(comptes: dict[str, int]) -> list[tuple[str, str, int]]:
    return [(etat.value, etat.label, comptes[etat.value]) for etat in LigneLot.Etat if comptes.get(etat.value)]


def _number(texte: str) -> int:
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) < 10 else 0
