"""The reviewers' door."""

from django.urls import path

from dossiers.instruction import (
    confier,
    decision,
    dispense,
    dossier,
    equipe,
    favori,
    file,
    formation,
    piece,
    quarantaine,
    relance,
    verrou,
)

app_name = "instruction"
urlpatterns = [
    path("", file.file, name="file"),
    path("vues/", favori.save, name="favori"),
    path("vues/<int:pk>/supprimer/", favori.delete, name="favori_supprimer"),
    path("colonnes/", favori.colonnes, name="colonnes"),
    path("equipe/", equipe.equipe, name="equipe"),
    path("equipe/absences/<int:pk>/annuler/", equipe.cancel, name="absence_annuler"),
    path("equipe/repartition/", equipe.partage, name="partage"),
    path("equipe/repartition/reglage/", equipe.reglage, name="partage_reglage"),
    path("<uuid:uuid>/verrou/", verrou.renew, name="verrou"),
    path("<uuid:uuid>/reprendre/", verrou.seize, name="reprendre"),
    path("<uuid:uuid>/passer/", verrou.leave, name="passer"),
    path("<uuid:uuid>/confier/", confier.hand, name="confier"),
    path("<uuid:uuid>/rendre/", confier.release, name="rendre"),
    path("relances/", relance.relances, name="relances"),
    path("<uuid:uuid>/relances/", relance.dossier, name="dossier_relances"),
    path("<uuid:uuid>/relancer/", relance.remind, name="relancer"),
    path("<uuid:uuid>/dispenses/", dispense.liste, name="dispenses"),
    path("<uuid:uuid>/dispenses/<slug:exigence>/", dispense.grant, name="dispenser"),
    path("formation/", formation.formation, name="formation"),
    path("<uuid:uuid>/recommencer/", formation.restart, name="recommencer"),
    path("dispenses/<uuid:dispense>/lever/", dispense.lift, name="lever_dispense"),
    path("<uuid:uuid>/", dossier.dossier, name="dossier"),
    path("<uuid:uuid>/decision/<int:tour>.pdf", decision.pdf, name="decision_pdf"),
    path("<uuid:uuid>/decision/<int:tour>/revoquer/", decision.revoke, name="revoquer_decision"),
    path("<uuid:uuid>/piece/<uuid:piece>/", piece.original, name="piece"),
    path("<uuid:uuid>/piece/<uuid:piece>/apercu/", piece.apercu, name="apercu"),
    path("<uuid:uuid>/piece/<uuid:piece>/quarantaine/", quarantaine.quarantine, name="quarantaine"),
    path("<uuid:uuid>/piece/<uuid:piece>/quarantaine/lever/", quarantaine.lift, name="lever_quarantaine"),
]
