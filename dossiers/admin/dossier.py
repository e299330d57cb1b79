"""Dossiers, read only: what changes one is a geste, in its own door."""

from django.contrib import admin
from django.urls import reverse

from dossiers.admin.lecture_seule import Choix, EnLigne, LectureSeule, moment
from dossiers.admin.site import site
from dossiers.models import Dossier, Etape, Soumission


class EtapeEnLigne(EnLigne, admin.TabularInline):
    model = Etape
    fields = ("numero", "etat", "ouverte_le", "decidee_le")
    verbose_name_plural = "étapes"


class SoumissionEnLigne(EnLigne, admin.StackedInline):
    model = Soumission
    fields = ("etape", "tour", "le", "par", "decision", "decidee_par", "decidee_le", "sha256")
    verbose_name_plural = "soumissions"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("dossier", "par", "decidee_par")


class EtapeFiltre(Choix):
    title, parameter_name = "étape", "etape"
    choix = (("1", "étape 1"), ("2", "étape 2"), ("3", "étape 3"), ("4", "étape 4"))


@admin.register(Dossier, site=site)
class DossierAdmin(LectureSeule):
    list_display = (
        "reference",
        "editeur",
        "solution",
        "dispositif",
        "etape",
        "etat",
        "bloqueur",
        "referent",
        "le_attente",
    )
    list_filter = (EtapeFiltre, "etat", "bloqueur", "dispositif")
    list_select_related = ("editeur", "solution", "referent")
    search_fields = ("editeur__raison_sociale", "editeur__siren", "solution__nom", "nie", "nil")
    search_help_text = "Entreprise, SIREN, solution, NIE ou NIL."
    ordering = ("-cree_le", "-pk")
    le_attente = moment("attente_le", "en attente depuis")
    inlines = (EtapeEnLigne, SoumissionEnLigne)
    fieldsets = (
        (None, {"fields": ("reference", "numero", "editeur", "solution", "proxy", "profils", "financement")}),
        ("Référentiel", {"fields": ("dispositif", "couloir", "referentiel")}),
        ("Où il en est", {"fields": ("etape", "etat", "bloqueur", "manques", "referent", "attente_le", "activite_le")}),
        ("Relances", {"fields": ("relances_faites", "prochaine_relance")}),
        ("Identifiants", {"fields": ("nie", "nil", "nil_convention")}),
        ("Ouverture", {"fields": ("cree_par", "cree_le", "uuid", "version")}),
    )

    def get_queryset(self, request):
        liees = ("editeur", "solution", "referent", "cree_par", "referentiel")
        textes = ("referentiel__commun", "referentiel__texte")
        return super().get_queryset(request).reels().select_related(*liees).defer(*textes)

    def view_on_site(self, obj: Dossier) -> str:
        """The reviewer's page."""
        return reverse("instruction:dossier", args=[obj.uuid])

    @admin.display(description="référence", ordering="uuid")
    def reference(self, dossier: Dossier) -> str:
        return dossier.reference
