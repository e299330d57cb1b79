"""Serves proofs. The caller has found the row through `queries/perimetre.py`: nothing here checks who asks.

The original leaves only as an attachment, under a sandbox; what a page shows is the re-encoded preview.
"""

from django.http import FileResponse, Http404, HttpResponse
from django.template.loader import render_to_string

from dossiers.gateways.antivirus import has_antivirus
from dossiers.gateways.image import MIMES
from dossiers.models.fichier import Fichier
from dossiers.rules.retenue import barred_because, withheld_because


def serve_original(fichier: Fichier) -> HttpResponse:
    """The bytes as they were given, to be saved under the name they had, for the company that gave them.

    A proof that is put aside (a virus, patient data) is a 404 that says why; so is a file that is gone.
    """
    if motif := barred_because(fichier.garde):
        return _withhold(motif)
    reponse = _open(fichier.fichier, as_attachment=True, filename=fichier.nom, content_type=MIMES[fichier.type])
    reponse["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return reponse


def serve_original_to_others(fichier: Fichier) -> HttpResponse:
    """The same for the ANS: where an antivirus is installed, only once it has found the file sound."""
    if motif := withheld_because(fichier.garde, antivirus=has_antivirus()):
        return _withhold(motif)
    return serve_original(fichier)


def serve_apercu(fichier: Fichier) -> HttpResponse:
    """The preview. 404 while it is not made, and for a proof that is put aside."""
    if motif := barred_because(fichier.garde):
        return _withhold(motif)
    if not fichier.apercu:
        raise Http404("Aucun aperçu.")
    return _open(fichier.apercu, content_type="image/webp")


def _withhold(motif: str) -> HttpResponse:
    """Never kept by a browser: a quarantine is lifted, an analysis ends."""
    reponse = HttpResponse(render_to_string("piece_retenue.html", {"motif": motif}), status=404)
    reponse["Cache-Control"] = "no-store"
    return reponse


def _open(champ, **options) -> FileResponse:
    try:
        reponse = FileResponse(champ.open("rb"), **options)
    except FileNotFoundError as erreur:
        raise Http404("Fichier absent.") from erreur
    reponse["Cache-Control"] = "private, no-cache"
    reponse["X-Content-Type-Options"] = "nosniff"
    return reponse


def calendar_response(octets: bytes, nom: str, *, inline: bool = False) -> HttpResponse:
    """An iCalendar file: downloaded, or read in place by a calendar program (`inline`)."""
    disposition = "inline" if inline else "attachment"
    entetes = {"Content-Disposition": f'{disposition}; filename="{nom}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(octets, content_type="text/calendar; charset=utf-8", headers=entetes)
