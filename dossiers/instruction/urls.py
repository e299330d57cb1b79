"""The reviewers' door."""

from django.urls import path

from dossiers.instruction import decision, dossier, file, piece, quarantaine, relance

app_name = "instruction"
urlpatterns = [
    path("", file.file, name="file"),
    path("relances/", relance.relances, name="relances"),
    path("<uuid:uuid>/relances/", relance.dossier, name="dossier_relances"),
    path("<uuid:uuid>/relancer/", relance.remind, name="relancer"),
    path("<uuid:uuid>/", dossier.dossier, name="dossier"),
    path("<uuid:uuid>/decision/<int:tour>.pdf", decision.pdf, name="decision_pdf"),
    path("<uuid:uuid>/decision/<int:tour>/revoquer/", decision.revoke, name="revoquer_decision"),
    path("<uuid:uuid>/piece/<uuid:piece>/", piece.original, name="piece"),
    path("<uuid:uuid>/piece/<uuid:piece>/apercu/", piece.apercu, name="apercu"),
    path("<uuid:uuid>/piece/<uuid:piece>/quarantaine/", quarantaine.quarantine, name="quarantaine"),
    path("<uuid:uuid>/piece/<uuid:piece>/quarantaine/lever/", quarantaine.lift, name="lever_quarantaine"),
]
