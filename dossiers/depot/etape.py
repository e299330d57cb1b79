"""One étape: its guided form while it is open, what was sent afterwards, why it is closed before."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dossiers.actions.charte import accept_charte
from dossiers.actions.piece import deposit_piece
from dossiers.actions.reponse import save_reponses
from dossiers.depot.contexte import Vue, read_vue
from dossiers.depot.formulaire_etape import FormulaireEtape
from dossiers.models import Piece
from dossiers.queries.bilan import bilan_of
from dossiers.queries.membre import people_able_to
from dossiers.queries.situation import last_soumission
from dossiers.rules.etape import closed_because
from dossiers.rules.identifiant import LONGUEUR_TEXTE
from dossiers.rules.parcours import A_L_EDITEUR, HABILITES, Etat
from dossiers.rules.preparation import prepare_at
from dossiers.rules.refus import Refus
from segur.acces import pour_editeur
from segur.formulaires import NUL, REFUS_NUL


@require_http_methods(["GET", "HEAD", "POST"])
@pour_editeur
def etape(request: HttpRequest, uuid: UUID, numero: int) -> HttpResponse:
    """GET shows the étape in its state; POST saves, and goes on as the button asked."""
    vue = read_vue(request.user, uuid)
    if numero not in vue.situation.etats:
        raise Http404("Cette étape n’existe pas.")
    ouverte = numero == vue.situation.etape and vue.situation.etat in A_L_EDITEUR and numero <= 2
    if request.method == "POST":
        return _post(request, vue) if ouverte else _too_late(request, vue, numero)
    return _show_form(request, vue) if ouverte else _show_state(request, vue, numero)


def _post(request: HttpRequest, vue: Vue) -> HttpResponse:
    refus = _save(request, vue)
    suite = request.POST.get("geste", "")
    if suite == "accepter_charte" and not refus:
        return _accept(request, vue)
    vue = read_vue(request.user, vue.dossier.uuid)
    if request.htmx:
        return _fragments(request, vue, refus)
    if suite == "envoi" and vue.preparation.prete and not refus:
        return redirect("depot:envoi", vue.dossier.uuid)
    if refus or suite == "envoi":
        return _show_form(request, vue, refus, strict=suite == "envoi")
    messages.success(request, "Votre brouillon est enregistré.")
    return redirect(vue.page_etape)


def _save(request: HttpRequest, vue: Vue) -> dict[str, str]:
    """Keeps all that was posted; answers the refusals by field."""
    refus = {code: REFUS_NUL for code, texte in request.POST.items() if NUL in texte}
    valeurs = {code: texte for code, texte in request.POST.items() if len(texte) <= LONGUEUR_TEXTE}
    try:
        save_reponses(dossier=vue.dossier, valeurs=valeurs, par=request.user)
    except Refus as erreur:
        refus[""] = erreur.phrase
    for code, fichier in request.FILES.items():
        try:
            deposit_piece(dossier=vue.dossier, exigence=code, fichier=fichier, par=request.user)
        except Refus as erreur:
            refus |= erreur.champs or {code: erreur.phrase}
    return refus


def _accept(request: HttpRequest, vue: Vue) -> HttpResponse:
    try:
        accept_charte(dossier=vue.dossier, acceptee=bool(request.POST.get("acceptee")), par=request.user)
    except Refus as refus:
        return _show_form(request, read_vue(request.user, vue.dossier.uuid), {"acceptee": refus.phrase})
    messages.success(request, "La charte est acceptée. L’étape 2 « Éligibilité » est ouverte.")
    return redirect(vue.eligibilite)


def _show_form(request: HttpRequest, vue: Vue, refus: dict | None = None, strict: bool = False) -> HttpResponse:
    contexte = _form_context(request, vue, refus, strict)
    return render(request, f"depot/etape_{vue.situation.etape}.html", contexte)


def _fragments(request: HttpRequest, vue: Vue, refus: dict[str, str]) -> HttpResponse:
    """What changed on the page: the panel and the time of saving always, the fields when what is asked changed."""
    contexte = _form_context(request, vue, refus)
    montre = request.POST.get("affiches", "") != contexte["form"].signature
    contexte |= {"redessine": bool(montre or refus or request.FILES), "enregistre_le": timezone.localtime()}
    return render(request, "depot/_fragments.html", contexte)


def _form_context(request: HttpRequest, vue: Vue, refus: dict | None = None, strict: bool = False) -> dict:
    poste = {code: valeur for code, valeur in request.POST.items() if len(valeur) > LONGUEUR_TEXTE}
    form = FormulaireEtape(vue.situation, vue.preparation, poste, strict)
    form.refus = {champ: phrase for champ, phrase in (refus or {}).items() if champ != "acceptee"}
    return {
        "vue": vue,
        "form": form,
        "charte_refus": (refus or {}).get("acceptee", ""),
        "habilite": vue.role in HABILITES,
        "habilites": people_able_to(vue.dossier.editeur, HABILITES) if vue.situation.etape == 1 else [],
        "pieces": _pieces(vue),
        "statuts": vue.situation.dispositif.commun.echelle.statuts,
    }


def _pieces(vue: Vue) -> dict[str, list[Piece]]:
    """The proofs of the dossier by requirement, the current one first, then those it replaced."""
    par_exigence: dict[str, list[Piece]] = {}
    for piece in vue.dossier.pieces.select_related("deposee_par").order_by("-deposee_le", "-pk"):
        par_exigence.setdefault(piece.exigence, []).append(piece)
    return par_exigence


def _show_state(request: HttpRequest, vue: Vue, numero: int) -> HttpResponse:
    """An étape that is closed, with the ANS, or over."""
    etat, soumission = vue.situation.etats[numero], last_soumission(vue.dossier, numero)
    contexte = {
        "vue": vue,
        "etape": vue.situation.dispositif.etape(numero),
        "etat": etat,
        "raisons": closed_because(numero, vue.situation) if etat is Etat.FERMEE else (),
        "a_prevoir": prepare_at(vue.situation, numero),
        "bilan": bilan_of(vue.dossier, soumission) if soumission else None,
    }
    return render(request, "depot/etape_etat.html", contexte)


def _too_late(request: HttpRequest, vue: Vue, numero: int) -> HttpResponse:
    """A stale tab: the étape left the éditeur's hands meanwhile. Say so, and show where it stands."""
    etat = vue.situation.etats[numero]
    phrase = f"L’étape {numero} est maintenant {etat.libelle} : rien n’a été modifié."
    if request.htmx:
        return render(request, "depot/_trop_tard.html", {"phrase": phrase}, status=409)
    messages.warning(request, phrase)
    return redirect("depot:etape", vue.dossier.uuid, numero)
