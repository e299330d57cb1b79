"""The document of a decision, for the company it was rendered to."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dossiers.queries.decision import decision_of
from dossiers.queries.perimetre import dossier_of
from dossiers.rules.parcours import ETAPE_ELIGIBILITE
from segur.acces import pour_editeur
from segur.documents import serve_decision


@require_safe
@pour_editeur
def pdf(request: HttpRequest, uuid: UUID, tour: int) -> HttpResponse:
    """The decision of that round of étape 2, as a tagged PDF."""
    return serve_decision(decision_of(dossier_of(request.user, uuid), tour, ETAPE_ELIGIBILITE))
