"""One étape: its guided form while it is open, what was sent afterwards, why it is closed before."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dossiers.actions.charte import accept_charte
from dossiers.depot.brouillon import recall_refus, refused_texts, remember_refus, save_brouillon, unsaved
from dossiers.depot.contexte import Vue, is_open, read_vue
from dossiers.depot.correction import corrections_of
from dossiers.depot.formulaire_etape import FormulaireEtape
from dossiers.depot.lecture import GESTES_LECTURE, lecture_vue
from dossiers.depot.montre import has_moved, remember_montre
from dossiers.models import Dossier
from dossiers.queries.bilan import bilan_of
from dossiers.queries.charte import acceptance_of
from dossiers.queries.delai import attente_of
from dossiers.queries.examen import waived_of
from dossiers.queries.fiche import secours_of
from dossiers.queries.membre import people_able_to
from dossiers.queries.perimetre import dossier_of
from dossiers.queries.piece import versions_of
from dossiers.queries.situation import last_soumission
from dossiers.rules.etape import closed_because
from dossiers.rules.parcours import ETAPES_SAISIES, HABILITES, Etat
from dossiers.rules.preparation import prepare_at
from dossiers.rules.refus import Interdit, Refus
from segur.acces import pour_editeur

STRICT = "oui"


@require_http_methods(["GET", "HEAD", "POST"])
@pour_editeur
def etape(request: HttpRequest, uuid: UUID, numero: int) -> HttpResponse:
    """GET shows the étape in its state; POST saves, and goes on as the button asked."""
    if request.method == "POST":
        return _post(request, dossier_of(request.user, uuid), numero)
    vue = read_vue(request.user, uuid)
    return _show_form(request, vue) if vue.is_open(numero) else _show_state(request, vue, numero)


def _post(request: HttpRequest, dossier: Dossier, numero: int) -> HttpResponse:
    if not is_open(numero, dossier.etape, dossier.etat):
        return _too_late(request, read_vue(request.user, dossier.uuid), numero)
    refus = save_brouillon(request, dossier)
    geste, _, code = request.POST.get("geste", "").partition(":")
    if geste == "accepter_charte" and not refus:
        return _accept(request, dossier)
    if geste in GESTES_LECTURE and not refus:
        return _answer_reading(request, dossier, geste, code)
    vue = read_vue(request.user, dossier.uuid)
    if not vue.is_open(numero):
        return _too_late(request, vue, numero)
    return _fragments(request, vue, refus) if request.htmx else _go_on(request, vue, refus)


def _go_on(request: HttpRequest, vue: Vue, refus: dict[str, str]) -> HttpResponse:
    envoyer = request.POST.get("geste") == "envoi"
    if envoyer and vue.preparation.prete and not refus:
        return redirect("depot:envoi", vue.dossier.uuid)
    if refus or envoyer:
        return _show_form(request, vue, refus, strict=envoyer)
    messages.success(request, "Votre brouillon est enregistré.")
    return redirect(vue.page_etape)


def _answer_reading(request: HttpRequest, dossier: Dossier, geste: str, code: str) -> HttpResponse:
    """The draft is saved; what the machine read is copied, or answered for."""
    try:
        GESTES_LECTURE[geste](request, dossier, code)
    except Refus as refus:
        messages.warning(request, refus.phrase)
    return redirect(f"{reverse('depot:etape', args=[dossier.uuid, dossier.etape])}#item-{code}")


def _accept(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    try:
        accept_charte(dossier=dossier, acceptee=bool(request.POST.get("acceptee")), par=request.user)
    except Interdit:
        raise
    except Refus as refus:
        vue = read_vue(request.user, dossier.uuid)
        champs = refus.champs or {"": refus.phrase}
        return _show_form(request, vue, champs) if vue.is_open(1) else _too_late(request, vue, 1)
    messages.success(request, "La charte est acceptée. L’étape 2 « Éligibilité » est ouverte.")
    return redirect("depot:etape", dossier.uuid, 2)


def _show_form(request: HttpRequest, vue: Vue, refus: dict | None = None, strict: bool = False) -> HttpResponse:
    contexte = _form_context(request, vue, dict(refus or {}), strict)
    return render(request, f"depot/etape_{vue.situation.etape}.html", contexte)


def _fragments(request: HttpRequest, vue: Vue, refus: dict[str, str]) -> HttpResponse:
    """What changed on the page: the panel, the time of saving and what the page is known to show always; the fields
    when what is asked, or wrong, or given by someone else, did.

    A page shown after a sending that failed goes on saying what is missing until it is there.
    """
    refus = {**recall_refus(request), **refus}
    contexte = _form_context(request, vue, refus, strict=request.POST.get("strict") == STRICT)
    autre = request.POST.get("affiches", "") != contexte["form"].signature
    redessine = autre or bool(request.FILES) or has_moved(request, vue.situation, vue.dossier)
    contexte |= {"redessine": redessine, "enregistre_le": timezone.localtime()}
    return render(request, "depot/_fragments.html", contexte)


def _form_context(request: HttpRequest, vue: Vue, refus: dict[str, str], strict: bool) -> dict:
    """`resume`: the summary of errors is for who has just sent something, not for who comes back to a draft."""
    charte = refus.pop("acceptee", "")
    form = FormulaireEtape(vue.situation, vue.preparation, refused_texts(request, refus), strict, refus)
    pieces = versions_of(vue.dossier)
    premiere, complements = vue.situation.etape == 1, vue.situation.etat is Etat.COMPLEMENTS
    return {
        "vue": vue,
        "form": form,
        "montre": remember_montre(vue.situation, vue.dossier, refus),
        "resume": strict or bool(refus),
        "refus_retenus": remember_refus(form.refus_fichiers),
        "charte_refus": charte,
        "habilite": vue.role in HABILITES,
        "habilites": people_able_to(vue.dossier.editeur, HABILITES) if premiere else [],
        "pieces": pieces,
        "corrections": corrections_of(vue.situation, pieces),
        "lectures": {code: lecture_vue(versions, vue) for code, versions in pieces.items()},
        "secours": secours_of(vue.preparation, vue.situation.dispositif),
        "statuts": vue.situation.dispositif.commun.echelle.statuts,
        "demande": last_soumission(vue.dossier, vue.situation.etape) if complements else None,
    }


def _show_state(
    request: HttpRequest, vue: Vue, numero: int, perdu: list[tuple[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    """An étape that is closed, with the ANS, or over. `perdu`: what was typed too late, to be copied elsewhere."""
    if numero not in vue.situation.etats:
        raise Http404("Cette étape n’existe pas.")
    etat, soumission = vue.situation.etats[numero], last_soumission(vue.dossier, numero)
    contexte = {
        "vue": vue,
        "etape": vue.situation.dispositif.etape(numero),
        "etat": etat,
        "raisons": closed_because(numero, vue.situation) if etat is Etat.FERMEE else (),
        "a_prevoir": prepare_at(vue.situation, numero),
        "bilan": bilan_of(vue.dossier, soumission, waived_of(vue.situation, soumission)) if soumission else None,
        "attente": attente_of(vue.dossier, soumission, vue.situation.jour) if etat is Etat.SOUMISE else (),
        "charte": acceptance_of(vue.dossier) if numero == 1 else None,
        "perdu": perdu or [],
    }
    return render(request, "depot/etape_etat.html", contexte, status=status)


def _too_late(request: HttpRequest, vue: Vue, numero: int) -> HttpResponse:
    """A stale tab: the étape has left the éditeur's hands. Says so, shows where it stands and what was typed."""
    if numero not in vue.situation.etats:
        raise Http404("Cette étape n’existe pas.")
    etat = f"est maintenant {vue.situation.etats[numero].libelle}"
    phrase = f"L’étape {numero} {etat if numero in ETAPES_SAISIES else 'ne se remplit pas ici'} : rien n’a été modifié."
    if request.htmx:
        return render(request, "depot/_trop_tard.html", {"phrase": phrase}, status=409)
    messages.warning(request, phrase)
    return _show_state(request, vue, numero, unsaved(request, vue.situation, numero), status=409)
