"""The proofs that were sent to the ANS: the original to save, the preview to look at. A draft is not for the ANS."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dossiers.queries.examen import submitted_piece_of
from segur.acces import pour_ans
from segur.fichiers import serve_apercu, serve_original_to_others


@require_safe
@pour_ans
def original(request: HttpRequest, uuid: UUID, piece: UUID) -> HttpResponse:
    """The bytes as they were given."""
    return serve_original_to_others(submitted_piece_of(request.user, uuid, piece))


@require_safe
@pour_ans
def apercu(request: HttpRequest, uuid: UUID, piece: UUID) -> HttpResponse:
    """The preview, 404 while it is not made."""
    return serve_apercu(submitted_piece_of(request.user, uuid, piece))
