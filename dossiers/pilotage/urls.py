"""The door of those who steer: the dashboard and its export."""

from django.urls import path

from dossiers.pilotage import relances, tableau

app_name = "pilotage"
urlpatterns = [
    path("", tableau.tableau, name="tableau"),
    path("dossiers.csv", tableau.export, name="export"),
    path("relances/", relances.relances, name="relances"),
]
