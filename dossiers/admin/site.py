"""The admin site: for administrators of the ANS, who come in by the same sign-in as everyone."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class Gestion(admin.AdminSite):
    """Nothing is registered here but what dossiers/admin/ registers; no sign-in of its own, so none to throttle."""

    site_header = "Suivi Ségur – Administration"
    site_title = "Administration · Suivi Ségur"
    index_title = "Que voulez-vous administrer ?"
    empty_value_display = "–"
    enable_nav_sidebar = False

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To the site's own sign-in, whatever is posted here; someone signed in who may not come in gets a 404."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404("Cette page n’existe pas pour cette personne.")
        suite = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('connexion')}?{urlencode({'next': suite})}")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """On the site's own page."""
        return redirect("mot_de_passe_changer")


site = Gestion(name="admin")
