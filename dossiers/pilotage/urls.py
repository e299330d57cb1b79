"""The door of those who steer: the dashboard and its export, the reading of proofs, second readings, the help."""

from django.urls import path

from dossiers.pilotage import (
    aide,
    boite,
    calendrier,
    dispense,
    fiche,
    lecture,
    message,
    motif,
    relances,
    relecture,
    tableau,
    terminologie,
)

app_name = "pilotage"
urlpatterns = [
    path("", tableau.tableau, name="tableau"),
    path("dossiers.csv", tableau.export, name="export"),
    path("aide/", aide.boucle, name="aide"),
    path("aide/fiches/", fiche.liste, name="aide_fiches"),
    path("aide/fiches/nouvelle/", fiche.create, name="aide_nouvelle"),
    path("aide/fiches/<slug:fiche>/", fiche.edit, name="aide_fiche"),
    path("aide/fiches/<slug:fiche>/retirer/", fiche.withdraw, name="aide_retirer"),
    path("aide/recherches/<int:recherche>/traiter/", aide.settle, name="aide_traiter"),
    path("aide/messages/", message.liste, name="aide_messages"),
    path("aide/messages/<uuid:message>/traiter/", message.settle, name="aide_message_traiter"),
    path("aide/terminologies/", terminologie.liste, name="aide_terminologies"),
    path("aide/terminologies/nouvelle/", terminologie.create, name="aide_terminologie_nouvelle"),
    path("aide/terminologies/<slug:terminologie>/", terminologie.edit, name="aide_terminologie"),
    path("motifs/", motif.liste, name="motifs"),
    path("motifs/nouveau/", motif.create, name="motif_nouveau"),
    path("motifs/<slug:motif>/", motif.edit, name="motif"),
    path("motifs/<slug:motif>/proposer/", motif.offer, name="motif_proposer"),
    path("dispenses/", dispense.liste, name="dispenses"),
    path("relances/", relances.relances, name="relances"),
    path("calendrier/", calendrier.calendrier, name="calendrier"),
    path("courriels/", boite.courriels, name="courriels"),
    path("courriels/<uuid:compte>/", boite.personne, name="courriels_personne"),
    path("relecture/", relecture.relecture, name="relecture"),
    path("lecture/", lecture.lecture, name="lecture"),
    path("lecture/reglage/", lecture.reglage, name="lecture_reglage"),
]
