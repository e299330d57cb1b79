"""Sign in, sign out, choose or change one's password: Django's views, in the words of the site."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django_htmx.http import reswap, retarget

from dossiers.accueil.appareil import mark_appareil
from dossiers.accueil.demonstration import list_comptes
from dossiers.accueil.forms import FormulaireChangement, FormulaireChoix, FormulaireConnexion, FormulaireOubli


class Connexion(views.LoginView):
    """The sign-in page. A fragment asked by htmx gets a sentence instead: the page, and what was typed, stay."""

    template_name = "accueil/connexion.html"
    authentication_form = FormulaireConnexion
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.htmx:
            response = render(request, "accueil/session_expiree.html", status=401)
            return reswap(retarget(response, "#annonces"), "innerHTML")
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: FormulaireConnexion) -> HttpResponse:
        response = super().form_valid(form)
        mark_appareil(response, form.get_user().courriel)
        return response

    def get_redirect_url(self) -> str:
        """Django's check of `next`, which also refuses a NUL byte and a return to this page itself."""
        url = super().get_redirect_url()
        return "" if "\x00" in url or url.startswith(self.request.path) else url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comptes = list_comptes() if settings.DEMONSTRATION else []
        return super().get_context_data(comptes=comptes, **kwargs)


class Deconnexion(views.LogoutView):
    """Sign out (POST only), then home, with a word that says so."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        messages.info(request, "Vous êtes déconnecté. À bientôt.")
        return response


class ChangeMotDePasse(views.PasswordChangeView):
    template_name = "accueil/mot_de_passe.html"
    form_class = FormulaireChangement
    success_url = reverse_lazy("compte")
    extra_context = {"titre": "Changer de mot de passe"}

    def form_valid(self, form: FormulaireChangement) -> HttpResponse:
        messages.success(self.request, "Votre mot de passe est changé.")
        return super().form_valid(form)


class OublieMotDePasse(views.PasswordResetView):
    """Asks for the link if the address has an account, and answers the same if it has none."""

    template_name = "accueil/mot_de_passe_oublie.html"
    form_class = FormulaireOubli
    success_url = reverse_lazy("mot_de_passe_envoye")


class EnvoyeMotDePasse(views.PasswordResetDoneView):
    template_name = "accueil/mot_de_passe_envoye.html"


class ChoisitMotDePasse(views.PasswordResetConfirmView):
    """Behind the link of the mail: forgotten password, or first password of someone invited."""

    template_name = "accueil/mot_de_passe_choisir.html"
    form_class = FormulaireChoix
    success_url = reverse_lazy("connexion")

    def form_valid(self, form: FormulaireChoix) -> HttpResponse:
        messages.success(self.request, "Votre mot de passe est enregistré. Connectez-vous.")
        return super().form_valid(form)
