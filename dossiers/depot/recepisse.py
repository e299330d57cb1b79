"""The receipt of a submission: a page, and the same as a PDF."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dossiers.depot.contexte import read_vue
from dossiers.gateways.pdf import compile_pdf
from dossiers.models import Dossier, Soumission
from dossiers.queries.bilan import Bilan, bilan_of
from dossiers.queries.delai import attente_of
from dossiers.queries.perimetre import dossier_of
from dossiers.queries.recepisse import recepisse_data
from dossiers.rules.parcours import ETAPE_ELIGIBILITE, Etat
from segur.acces import pour_editeur


@require_safe
@pour_editeur
def page(request: HttpRequest, uuid: UUID, tour: int) -> HttpResponse:
    """What was sent, when, by whom, with its digest."""
    vue = read_vue(request.user, uuid)
    bilan = _bilan(vue.dossier, tour)
    attendue = vue.situation.etat is Etat.SOUMISE
    attente = attente_of(vue.dossier, bilan.soumission, vue.situation.jour) if attendue else ()
    return render(request, "depot/recepisse.html", {"vue": vue, "bilan": bilan, "attente": attente})


@require_safe
@pour_editeur
def pdf(request: HttpRequest, uuid: UUID, tour: int) -> HttpResponse:
    """The receipt as a tagged PDF (PDF/UA-1)."""
    dossier = dossier_of(request.user, uuid)
    bilan = _bilan(dossier, tour)
    octets = compile_pdf("recepisse", recepisse_data(dossier, bilan))
    reponse = HttpResponse(octets, content_type="application/pdf")
    reponse["Content-Disposition"] = f'attachment; filename="recepisse-{bilan.soumission.numero}.pdf"'
    return reponse


def _bilan(dossier: Dossier, tour: int) -> Bilan:
    soumission = (
        Soumission.objects.select_related("par", "document")
        .filter(dossier=dossier, etape=ETAPE_ELIGIBILITE, tour=tour)
        .first()
    )
    if soumission is None:
        raise Http404("Ce récépissé n’existe pas.")
    return bilan_of(dossier, soumission)
