"""The addresses of lots, under the reviewers' door."""

from django.urls import path

from dossiers.instruction import lot

urlpatterns = [
    path("lots/", lot.lots, name="lots"),
    path("lots/<uuid:lot>/", lot.lot, name="lot"),
    path("lots/<uuid:lot>/avancement/", lot.progress, name="lot_avancement"),
    path("lots/<uuid:lot>/export.csv", lot.export, name="lot_export"),
]
