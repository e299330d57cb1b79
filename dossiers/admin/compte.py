"""People: their account, their role at the ANS, whether they may sign in. Their company is on the company's page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from dossiers.admin.lecture_seule import Choix, LectureSeule, moment
from dossiers.admin.site import site
from dossiers.models import Compte

DES_DEUX_COTES = "Cette personne appartient à une entreprise : elle ne peut pas avoir aussi un rôle à l’ANS."
SOI_MEME = "Vous ne pouvez pas retirer vos propres droits : demandez-le à un autre administrateur."


class RoleFiltre(Choix):
    title, parameter_name = "rôle à l’ANS", "role_ans"
    choix = tuple(choix for choix in Compte.RoleAns.choices if choix[0])


class CompteForm(UserChangeForm):
    """`moi`: who is editing."""

    moi: Compte

    class Meta:
        model = Compte
        fields = ("courriel", "prenom", "nom", "role_ans", "is_active")
        field_classes: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        if donnees.get("role_ans") and self.instance.appartenances.exists():
            self.add_error("role_ans", DES_DEUX_COTES)
        garde = donnees.get("is_active") and donnees.get("role_ans") == Compte.RoleAns.ADMINISTRATEUR
        if self.instance == self.moi and not garde:
            raise ValidationError(SOI_MEME)
        return donnees


class NouveauCompteForm(AdminUserCreationForm):
    class Meta:
        model = Compte
        fields = ("courriel", "prenom", "nom", "role_ans")
        field_classes: dict[str, Any] = {}


@admin.register(Compte, site=site)
class CompteAdmin(LectureSeule, UserAdmin):
    form, add_form = CompteForm, NouveauCompteForm
    list_display = ("courriel", "prenom", "nom", "role_ans", "entreprise", "is_active", "le_connexion")
    list_filter = (RoleFiltre, "is_active")
    search_fields = ("courriel", "prenom", "nom", "appartenances__editeur__raison_sociale")
    ordering = ("courriel",)
    le_connexion = moment("last_login", "dernière connexion")
    titre_ajout = "Ouvrir un compte"
    filter_horizontal = ()
    readonly_fields = ("last_login", "cree_le", "entreprise")
    fieldsets = (
        (None, {"fields": ("courriel", "password", "prenom", "nom")}),
        ("Droits", {"fields": ("role_ans", "is_active", "entreprise")}),
        ("Dates", {"fields": ("last_login", "cree_le")}),
    )
    add_fieldsets = (
        (None, {"fields": ("courriel", "prenom", "nom", "role_ans", "usable_password", "password1", "password2")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Compte | None = None) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Compte]:
        return super().get_queryset(request).prefetch_related("appartenances__editeur")

    def get_form(self, request: HttpRequest, obj: Compte | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.moi = request.user
        return form

    @admin.display(description="entreprise")
    def entreprise(self, compte: Compte) -> str:
        return ", ".join(f"{a.editeur} ({a.get_role_display()})" for a in compte.appartenances.all())
