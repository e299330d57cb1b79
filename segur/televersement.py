"""Uploads are stopped at what a proof may weigh: the rest of a file is dropped as it comes, on neither disk nor memory.

What is kept is one morsel too many, so that the door says at its field what is wrong with it, and keeps what was typed.
"""

from collections.abc import Callable

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dossiers.gateways.image import MEGA, OCTETS_MAX_PDF

# A body beyond this is not even read: several of the largest proofs, and what is typed with them.
CORPS_MAX = 64 * MEGA


class BoundedUpload(FileUploadHandler):
    """First of the handlers: those after it receive nothing more once a file is too large."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= OCTETS_MAX_PDF else None

    def file_complete(self, file_size: int) -> None:
        return None


def refuse_heavy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 413, with its page, for a body that no form of ours sends."""

    def middleware(request: HttpRequest) -> HttpResponse:
        longueur = request.META.get("CONTENT_LENGTH") or "0"
        if longueur.isdecimal() and int(longueur) > CORPS_MAX:
            return render(request, "413.html", {"megas": CORPS_MAX // MEGA}, status=413)
        return get_response(request)

    return middleware
