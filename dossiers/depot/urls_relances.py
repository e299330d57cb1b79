"""The addresses of the reminders, for the éditeur's door to include."""

from django.urls import path

from dossiers.depot import relance, relances

urlpatterns = [
    path("dossiers/<uuid:uuid>/relances/", relance.dossier, name="dossier_relances"),
    path("relances/", relances.relances, name="relances"),
    path("relances/arret/<str:jeton>/", relances.arret, name="relances_arret"),
]
