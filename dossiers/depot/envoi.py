"""The last look before étape 2 goes to the ANS, and its sending."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dossiers.actions.etape import submit_etape
from dossiers.depot.contexte import Vue, read_vue
from dossiers.depot.formulaire_etape import FormulaireEtape
from dossiers.depot.lecture import lecture_vue
from dossiers.depot.montre import moved_sentences, remember_montre
from dossiers.queries.piece import versions_of
from dossiers.rules.champ import content_digest
from dossiers.rules.parcours import A_L_EDITEUR, Etat
from dossiers.rules.refus import Perime
from segur.acces import pour_editeur
from segur.refus import announce_refusal


@require_http_methods(["GET", "HEAD", "POST"])
@pour_editeur
def envoi(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """GET shows all that will be sent; POST sends it, unless it is not what was shown any more. Sending twice answers
    the first receipt.
    """
    vue = read_vue(request.user, uuid)
    if vue.situation.etape == 2 and vue.situation.etat is Etat.SOUMISE:
        return redirect("depot:recepisse", uuid, vue.situation.tour)
    if vue.situation.etape != 2 or vue.situation.etat not in A_L_EDITEUR or not vue.preparation.prete:
        return redirect(vue.eligibilite)
    return _submit(request, vue) if request.method == "POST" else _show(request, vue)


def _submit(request: HttpRequest, vue: Vue) -> HttpResponse:
    with announce_refusal(request):
        try:
            soumission = submit_etape(dossier=vue.dossier, par=request.user, vu=request.POST.get("vu", ""))
        except Perime as refus:
            phrases = (refus.phrase, *moved_sentences(request, vue.situation, vue.dossier), "Relisez, puis envoyez.")
            messages.warning(request, " ".join(phrases))
            return redirect("depot:envoi", vue.dossier.uuid)
        messages.success(request, "Votre étape 2 est envoyée à l’ANS.")
        return redirect("depot:recepisse", vue.dossier.uuid, soumission.tour)
    return redirect(vue.eligibilite)


def _show(request: HttpRequest, vue: Vue) -> HttpResponse:
    form = FormulaireEtape(vue.situation, vue.preparation)
    pieces = versions_of(vue.dossier)
    lectures = {code: lecture_vue(versions, vue) for code, versions in pieces.items()}
    contexte = {"vue": vue, "groupes": list(form.groupes()), "pieces": pieces, "lectures": lectures}
    contexte |= {"vu": content_digest(vue.situation), "montre": remember_montre(vue.situation, vue.dossier, {})}
    return render(request, "depot/envoi.html", contexte)
