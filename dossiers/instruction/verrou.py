"""Who is on a dossier: the sign of life of an open page, taking it back from a colleague, going on without deciding."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from dossiers.actions.verrou import release_verrou, seize_verrou, take_verrou
from dossiers.instruction.entourage import dossier_url, file_url
from dossiers.instruction.formulaire_file import read_requete
from dossiers.queries.file import next_in_file, previous_in_file
from dossiers.queries.perimetre import dossier_of
from dossiers.rules.parcours import Etat
from dossiers.rules.verrou import is_barred, refusal_of
from segur.acces import pour_ans

FINI = "Vous êtes au bout de cette liste : plus aucun autre dossier n’y est libre."


@require_POST
@pour_ans
def renew(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Someone is still before the page: 204 while the dossier is theirs, 409 and a sentence once it is a colleague's,
    410 once there is nothing left to decide.
    """
    dossier, le = dossier_of(request.user, uuid), timezone.now()
    if dossier.etat != Etat.SOUMISE:
        return HttpResponse("Ce dossier n’est plus à instruire : rechargez cette page.", status=410)
    prise = take_verrou(dossier=dossier, par=request.user, le=le)
    if is_barred(prise, request.user.pk, le):
        return HttpResponse(refusal_of(prise, request.user.pk).phrase, status=409)
    return HttpResponse(status=204)


@require_POST
@pour_ans
def seize(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Takes the dossier from whoever is on it."""
    dossier = dossier_of(request.user, uuid)
    seize_verrou(dossier=dossier, par=request.user)
    messages.success(request, "Vous avez la main sur ce dossier.")
    return redirect(dossier_url(dossier, read_requete(request.GET.get("file", ""))[0]))


@require_POST
@pour_ans
def leave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Lets go of the dossier without deciding, and opens its neighbour in the list one came from."""
    dossier = dossier_of(request.user, uuid)
    release_verrou(dossier=dossier, par=request.user)
    requete, filtre = read_requete(request.GET.get("file", ""))
    find = previous_in_file if request.POST.get("vers") == "precedent" else next_in_file
    voisin = find(request.user, dossier, filtre=filtre)
    if voisin is None:
        messages.info(request, FINI)
        return redirect(file_url(requete))
    return redirect(dossier_url(voisin, requete))
