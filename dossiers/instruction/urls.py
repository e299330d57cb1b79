"""The reviewers' door."""

from django.urls import path

from dossiers.instruction import avis, dossier, file, note, piece, quarantaine, relance, relecture

app_name = "instruction"
urlpatterns = [
    path("", file.file, name="file"),
    path("relances/", relance.relances, name="relances"),
    path("<uuid:uuid>/relances/", relance.dossier, name="dossier_relances"),
    path("<uuid:uuid>/relancer/", relance.remind, name="relancer"),
    path("<uuid:uuid>/", dossier.dossier, name="dossier"),
    path("<uuid:uuid>/piece/<uuid:piece>/", piece.original, name="piece"),
    path("<uuid:uuid>/piece/<uuid:piece>/apercu/", piece.apercu, name="apercu"),
    path("<uuid:uuid>/piece/<uuid:piece>/quarantaine/", quarantaine.quarantine, name="quarantaine"),
    path("<uuid:uuid>/piece/<uuid:piece>/quarantaine/lever/", quarantaine.lift, name="lever_quarantaine"),
    path("<uuid:uuid>/note/", note.write, name="noter"),
    path("<uuid:uuid>/note/<int:note>/retirer/", note.withdraw, name="retirer_note"),
    path("<uuid:uuid>/avis/", avis.ask, name="demander_avis"),
    path("<uuid:uuid>/avis/<uuid:avis>/retirer/", avis.withdraw, name="retirer_avis"),
    path("<uuid:uuid>/seconde-lecture/dispenser/", relecture.waive, name="dispenser_relecture"),
]
