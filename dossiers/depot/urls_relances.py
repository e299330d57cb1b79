"""The addresses of the reminders, for the éditeur's door to include."""

from django.urls import path

from dossiers.depot import relance

urlpatterns = [
    path("dossiers/<uuid:uuid>/relances/", relance.dossier, name="dossier_relances"),
]
