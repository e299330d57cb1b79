"""The addresses of the reminders, for the éditeur's door to include."""

from django.urls import path

from dossiers.depot import relance, tiers

urlpatterns = [
    path("dossiers/<uuid:uuid>/relances/", relance.dossier, name="dossier_relances"),
    path("dossiers/<uuid:uuid>/tiers/", tiers.tiers, name="dossier_tiers"),
]
