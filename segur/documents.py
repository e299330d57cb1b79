"""Serves the document of a decision. The caller has found it through `queries/perimetre.py`."""

from django.http import HttpResponse

from dossiers.gateways.pdf import compile_pdf
from dossiers.gateways.qr import draw_qr
from dossiers.models import Decision
from dossiers.queries.decision import decision_data


def serve_decision(decision: Decision) -> HttpResponse:
    """The tagged PDF (PDF/UA-1), to be saved; made anew each time, since it says when the decision is revoked."""
    donnees = decision_data(decision)
    octets = compile_pdf("decision", {**donnees, "qr": draw_qr(donnees["adresse"])})
    reponse = HttpResponse(octets, content_type="application/pdf")
    reponse["Content-Disposition"] = f'attachment; filename="decision-{decision.soumission.numero}.pdf"'
    reponse["Cache-Control"] = "private, no-cache"
    return reponse
