"""The reviewers' door."""

from django.urls import path

from dossiers.instruction import dossier, file, piece, quarantaine

app_name = "instruction"
urlpatterns = [
    path("", file.file, name="file"),
    path("<uuid:uuid>/", dossier.dossier, name="dossier"),
    path("<uuid:uuid>/piece/<uuid:piece>/", piece.original, name="piece"),
    path("<uuid:uuid>/piece/<uuid:piece>/apercu/", piece.apercu, name="apercu"),
    path("<uuid:uuid>/piece/<uuid:piece>/quarantaine/", quarantaine.quarantine, name="quarantaine"),
    path("<uuid:uuid>/piece/<uuid:piece>/quarantaine/lever/", quarantaine.lift, name="lever_quarantaine"),
]
