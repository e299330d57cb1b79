"""The answers on one requirement, in the scope of one dossier, and the way back to its field."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.actions.consultation import record_consultations
from dossiers.aide.champ import field_of
from dossiers.aide.pages import fil
from dossiers.queries.fiche import fiches_d_exigences, voisines_de
from dossiers.queries.perimetre import dossier_of
from dossiers.queries.portee import cas_of, catalogue
from dossiers.queries.situation import situation_of
from segur.acces import pour_dossier


@require_safe
@pour_dossier
def exigence(request: HttpRequest, uuid: UUID, exigence: str) -> HttpResponse:
    """What the ANS said of it, the answers that hold for this dossier, and those that hold elsewhere."""
    dossier = dossier_of(request.user, uuid)
    champ = field_of(dossier, exigence, ans=request.user.est_ans)
    if champ is None:
        raise Http404("Ce dossier ne demande rien de ce nom.")
    situation = situation_of(dossier, timezone.now())
    fiches = fiches_d_exigences([exigence], cas_of(situation.dispositif))
    record_consultations(fiches=fiches, dossier=dossier, exigence=exigence, par=request.user)
    contexte = {
        "dossier": dossier,
        "champ": champ,
        "motif": _reason(situation, exigence),
        "fiches": fiches,
        "voisines": voisines_de(fiches) if fiches else [],
        "cases": catalogue(),
        "liens": fil(),
    }
    return render(request, "aide/exigence_dossier.html", contexte)


def _reason(situation, code: str) -> str:
    """What the ANS wrote when it contested it; empty when it did not."""
    examen = situation.examens.get(code)
    return examen.motif if examen and code in situation.contestees else ""
