"""The addresses of the site: each door brings its own."""

from django.urls import include, path

from dossiers.admin.site import site

urlpatterns = [
    path("", include("dossiers.accueil.urls")),
    path("", include("dossiers.depot.urls")),
    path("aide/", include("dossiers.aide.urls")),
    path("instruction/", include("dossiers.instruction.urls")),
    path("pilotage/", include("dossiers.pilotage.urls")),
    path("gestion/", site.urls),
]
