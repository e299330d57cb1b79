"""The delivery log of the mails, per person, for the ANS: who is out of reach, and what was sent to whom."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dossiers.models import Compte
from dossiers.queries.boite import TROUVES, courriels_page, find_comptes
from dossiers.queries.journal import unreachable_comptes
from dossiers.queries.perimetre import appartenance_of
from segur.acces import pour_ans


@require_safe
@pour_ans
def courriels(request: HttpRequest) -> HttpResponse:
    """The people whom our mails do not reach, and those that a search finds."""
    q = request.GET.get("q", "").strip()[:100]
    contexte = {
        "q": q,
        "trouves": list(find_comptes(q)),
        "injoignables": unreachable_comptes(),
        "plafond": TROUVES,
        "liens": _liens()[:1],
    }
    return render(request, "pilotage/courriels.html", contexte)


@require_safe
@pour_ans
def personne(request: HttpRequest, compte: UUID) -> HttpResponse:
    """The mails of one person: kind, dossier, when, what became of it. Nothing of what they say."""
    trouve = Compte.objects.filter(uuid=compte).first()
    if trouve is None:
        raise Http404("Cette personne n’existe pas.")
    contexte = {
        "personne": trouve,
        "place": appartenance_of(trouve),
        "liens": _liens(),
        "page": courriels_page(trouve, request.GET.get("apres", "")),
    }
    return render(request, "pilotage/courriels_personne.html", contexte)


def _liens() -> list[tuple[str, str]]:
    return [("Relances", reverse("pilotage:relances")), ("Courriels envoyés", reverse("pilotage:courriels"))]
