"""The reviewers' door."""

from django.urls import path

from dossiers.instruction import dispense, dossier, file, formation, piece, quarantaine, relance

app_name = "instruction"
urlpatterns = [
    path("", file.file, name="file"),
    path("relances/", relance.relances, name="relances"),
    path("<uuid:uuid>/relances/", relance.dossier, name="dossier_relances"),
    path("<uuid:uuid>/relancer/", relance.remind, name="relancer"),
    path("<uuid:uuid>/dispenses/", dispense.liste, name="dispenses"),
    path("<uuid:uuid>/dispenses/<slug:exigence>/", dispense.grant, name="dispenser"),
    path("formation/", formation.formation, name="formation"),
    path("<uuid:uuid>/recommencer/", formation.restart, name="recommencer"),
    path("dispenses/<uuid:dispense>/lever/", dispense.lift, name="lever_dispense"),
    path("<uuid:uuid>/", dossier.dossier, name="dossier"),
    path("<uuid:uuid>/piece/<uuid:piece>/", piece.original, name="piece"),
    path("<uuid:uuid>/piece/<uuid:piece>/apercu/", piece.apercu, name="apercu"),
    path("<uuid:uuid>/piece/<uuid:piece>/quarantaine/", quarantaine.quarantine, name="quarantaine"),
    path("<uuid:uuid>/piece/<uuid:piece>/quarantaine/lever/", quarantaine.lift, name="lever_quarantaine"),
]
