"""Serves proofs. The caller has found the row through `queries/perimetre.py`: nothing here checks who asks.

The original leaves only as an attachment, under a sandbox; what a page shows is the re-encoded preview.
"""

from django.http import FileResponse, Http404, HttpResponse

from dossiers.models import Piece

MIMES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}


def serve_original(piece: Piece) -> FileResponse:
    """The bytes as they were given, to be saved under the name they had. 404 when the file is gone."""
    reponse = _open(piece.fichier, as_attachment=True, filename=piece.nom, content_type=MIMES[piece.type])
    reponse["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return reponse


def serve_apercu(piece: Piece) -> HttpResponse:
    """The preview. 404 while it is not made."""
    if not piece.apercu:
        raise Http404("Aucun aperçu.")
    return _open(piece.apercu, content_type="image/webp")


def _open(champ, **options) -> FileResponse:
    try:
        reponse = FileResponse(champ.open("rb"), **options)
    except FileNotFoundError as erreur:
        raise Http404("Fichier absent.") from erreur
    reponse["Cache-Control"] = "private, max-age=3600"
    reponse["X-Content-Type-Options"] = "nosniff"
    return reponse


def calendar_response(octets: bytes, nom: str, *, inline: bool = False) -> HttpResponse:
    """An iCalendar file: downloaded, or read in place by a calendar program (`inline`)."""
    disposition = "inline" if inline else "attachment"
    entetes = {"Content-Disposition": f'{disposition}; filename="{nom}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(octets, content_type="text/calendar; charset=utf-8", headers=entetes)
