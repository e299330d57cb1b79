"""Published référentiels: read, and a new version published from its text. Nothing published ever changes."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from dossiers.actions.referentiel import publish_referentiel
from dossiers.admin.lecture_seule import Choix, LectureSeule, moment
from dossiers.admin.site import site
from dossiers.models import Referentiel
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.referentiel.texte import NOM_COMMUN, read_commun, read_dispositif
from dossiers.rules.exemple import check_exemples

FICHIER = "texte du dispositif"
DEJA_PUBLIE = "Ce texte est déjà publié : c’est la version {}. Modifiez-le, ou revenez à la liste."


class TexteField(forms.CharField):
    """A whole text as it was typed, its lines ended as in a file."""

    widget = forms.Textarea(attrs={"rows": 30, "cols": 110, "spellcheck": "false", "class": "vLargeTextField"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class PublicationForm(forms.ModelForm):
    """Refuses, beside the text at fault, what could not be published; the examples of the text are run."""

    texte = TexteField(label="Texte du dispositif (TOML)", help_text="Son format est décrit dans docs/referentiel.md.")
    commun = TexteField(
        label="Partie commune (TOML)",
        help_text="Couloirs, étapes, échelle du CNDA et catalogue. Celle de la dernière publication est proposée.",
    )

    class Meta:
        model = Referentiel
        fields = ("texte", "commun")

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        if not self.errors:
            try:
                self._require_new(read_dispositif(donnees["texte"], read_commun(donnees["commun"]), FICHIER))
            except ReferentielInvalide as erreur:
                self.add_error("commun" if erreur.fichier == NOM_COMMUN else "texte", str(erreur))
        return donnees

    def _require_new(self, dispositif: Dispositif) -> None:
        for phrase in check_exemples(dispositif, timezone.localdate()):
            self.add_error("texte", phrase)
        derniere = Referentiel.objects.filter(code=dispositif.code).order_by("-version").first()
        textes = (self.cleaned_data.get("commun"), self.cleaned_data.get("texte"))
        if derniere and (derniere.commun, derniere.texte) == textes:
            self.add_error("texte", DEJA_PUBLIE.format(derniere.version))


class CouloirFiltre(Choix):
    title, parameter_name = "couloir", "couloir"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        dernier = Referentiel.objects.order_by("-publie_le", "-pk").first()
        return [(c.code, c.libelle) for c in dispositif_of(dernier).commun.couloirs] if dernier else []


@admin.register(Referentiel, site=site)
class ReferentielAdmin(LectureSeule):
    list_display = ("code", "version", "libelle", "couloir", "le_publication", "publie_par", "reprendre")
    list_filter = (CouloirFiltre,)
    list_select_related = ("publie_par",)
    search_fields = ("code", "libelle")
    ordering = ("code", "-version")
    le_publication = moment("publie_le", "publié le")
    titre_ajout = "Publier une version"
    fields = ("code", "version", "libelle", "couloir", "publie_le", "publie_par", "sha256", "lire_texte", "lire_commun")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Referentiel]:
        return super().get_queryset(request).select_related("publie_par").defer("commun", "texte")

    def get_fieldsets(self, request: HttpRequest, obj: Referentiel | None = None) -> list:
        if obj is not None:
            return super().get_fieldsets(request, obj)
        mots = "La nouvelle version vaudra pour les dossiers à venir : les dossiers déjà ouverts gardent la leur."
        return [(None, {"fields": ("texte", "commun"), "description": mots})]

    def get_form(self, request: HttpRequest, obj: Referentiel | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        if obj is None:
            kwargs |= {"form": PublicationForm, "fields": ("texte", "commun")}
        return super().get_form(request, obj, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str]:
        """The common part in force, and the text of the version named by `?depuis=`."""
        dernier = Referentiel.objects.order_by("-publie_le", "-pk").first()
        depuis = request.GET.get("depuis", "")
        repris = Referentiel.objects.filter(pk=depuis).first() if depuis.isdecimal() else None
        return {"commun": dernier.commun if dernier else "", "texte": repris.texte if repris else ""}

    def save_model(self, request: HttpRequest, obj: Referentiel, form: forms.ModelForm, change: bool) -> None:
        publie = publish_referentiel(
            commun=form.cleaned_data["commun"], texte=form.cleaned_data["texte"], par=request.user, fichier=FICHIER
        )
        obj.__dict__.update(publie.__dict__)

    @admin.display(description="nouvelle version")
    def reprendre(self, referentiel: Referentiel) -> str:
        """To the publication form, with this version's text in it."""
        adresse = f"{reverse('admin:dossiers_referentiel_add')}?depuis={referentiel.pk}"
        return format_html('<a href="{}">Partir de ce texte</a>', adresse)

    @admin.display(description="texte du dispositif")
    def lire_texte(self, referentiel: Referentiel) -> str:
        return format_html('<pre tabindex="0">{}</pre>', referentiel.texte)

    @admin.display(description="partie commune")
    def lire_commun(self, referentiel: Referentiel) -> str:
        return format_html('<pre tabindex="0">{}</pre>', referentiel.commun)
