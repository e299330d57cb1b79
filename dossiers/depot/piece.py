"""The proofs of one's own dossiers: the original to save, the preview to look at, and how the preview is coming."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dossiers.queries.perimetre import piece_of
from segur.acces import pour_editeur
from segur.fichiers import serve_apercu, serve_original


@require_safe
@pour_editeur
def original(request: HttpRequest, uuid: UUID, piece: UUID) -> HttpResponse:
    """The bytes as they were given."""
    return serve_original(piece_of(request.user, uuid, piece))


@require_safe
@pour_editeur
def apercu(request: HttpRequest, uuid: UUID, piece: UUID) -> HttpResponse:
    """The preview, 404 while it is not made."""
    return serve_apercu(piece_of(request.user, uuid, piece))


@require_safe
@pour_editeur
def etat(request: HttpRequest, uuid: UUID, piece: UUID) -> HttpResponse:
    """The preview's place on the page: asked again every other second until it is there."""
    return render(request, "depot/_apercu.html", {"piece": piece_of(request.user, uuid, piece)})
