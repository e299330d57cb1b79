"""The door of those who steer: the dashboard and its export, the reading of proofs and its switch."""

from django.urls import path

from dossiers.pilotage import lecture, relances, tableau

app_name = "pilotage"
urlpatterns = [
    path("", tableau.tableau, name="tableau"),
    path("dossiers.csv", tableau.export, name="export"),
    path("relances/", relances.relances, name="relances"),
    path("lecture/", lecture.lecture, name="lecture"),
    path("lecture/reglage/", lecture.reglage, name="lecture_reglage"),
]
