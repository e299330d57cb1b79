"""Companies and their people."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.forms import BaseInlineFormSet
from django.forms.models import BaseModelFormSet
from django.http import HttpRequest
from django.utils import timezone

from dossiers.actions.appartenance import join_editeur
from dossiers.actions.compte import find_or_create_compte, read_courriel
from dossiers.admin.lecture_seule import LectureSeule, moment
from dossiers.admin.site import site
from dossiers.models import Appartenance, Compte, Editeur
from dossiers.rules.appartenance import PERSONNE_PRISE, require_mandataire
from dossiers.rules.refus import Refus

DEUX_FOIS = "La même adresse est donnée deux fois : {}."


class PersonneForm(forms.ModelForm):
    """Someone of the company, named by their address; an address unknown so far is invited."""

    courriel = forms.EmailField(
        label="Adresse électronique",
        help_text="Une personne sans compte recevra un courriel pour choisir son mot de passe.",
    )

    class Meta:
        model = Appartenance
        fields = ("role", "relances")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["courriel"].initial = self.instance.compte.courriel
            self.fields["courriel"].disabled = True
            self.fields["courriel"].help_text = ""

    def clean_courriel(self) -> str:
        """Nobody of the ANS, of another company, or whose account is closed."""
        if self.instance.pk:
            return self.instance.compte.courriel
        try:
            courriel = read_courriel(self.cleaned_data["courriel"])
        except Refus as refus:
            raise ValidationError(refus.phrase) from None
        connu = Compte.objects.filter(courriel=courriel).first()
        if connu and (connu.est_ans or not connu.is_active or connu.appartenances.exists()):
            raise ValidationError(PERSONNE_PRISE)
        return courriel


class PersonnesFormSet(BaseInlineFormSet):
    """The people of one company: a mandataire at least, nobody twice."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        gardees = [form.cleaned_data for form in self.forms if form.cleaned_data and not self._should_delete_form(form)]
        courriels = [personne["courriel"] for personne in gardees]
        doubles = sorted({courriel for courriel in courriels if courriels.count(courriel) > 1})
        if doubles:
            raise ValidationError(DEUX_FOIS.format(", ".join(doubles)))
        try:
            require_mandataire([personne["role"] for personne in gardees])
        except Refus as refus:
            raise ValidationError(refus.phrase) from None


class PersonneEnLigne(admin.StackedInline):
    model = Appartenance
    form, formset = PersonneForm, PersonnesFormSet
    fields = ("courriel", "role", "relances")
    extra, min_num = 0, 1
    verbose_name = "personne"
    verbose_name_plural = "personnes de l’entreprise"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appartenance]:
        return super().get_queryset(request).select_related("compte", "editeur")

    def has_view_permission(self, request: HttpRequest, obj: Editeur | None = None) -> bool:
        return self.admin_site.has_permission(request)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(Editeur, site=site)
class EditeurAdmin(LectureSeule):
    list_display = ("raison_sociale", "siren", "personnes", "dossiers", "le_creation")
    search_fields = ("raison_sociale", "siren")
    search_help_text = "Raison sociale ou SIREN."
    fields = ("raison_sociale", "siren", "cree_le")
    readonly_fields = ("cree_le",)
    inlines = (PersonneEnLigne,)
    le_creation = moment("cree_le", "créé le")
    titre_ajout = "Enregistrer une entreprise"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Editeur | None = None) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Editeur]:
        comptes = {"n_personnes": Count("appartenances", distinct=True), "n_dossiers": Count("dossiers", distinct=True)}
        return super().get_queryset(request).reels().annotate(**comptes)

    def save_formset(self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool) -> None:
        """Someone new comes in by the action that tells them; the rest are plain rows."""
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        formset.save_existing_objects()
        nouvelles = [f for f in formset.extra_forms if f.cleaned_data and f not in formset.deleted_forms]
        formset.new_objects = [self._join(formset.instance, f.cleaned_data) for f in nouvelles]

    def _join(self, editeur: Editeur, personne: dict[str, Any]) -> Appartenance:
        compte = find_or_create_compte(courriel=personne["courriel"])
        appartenance = join_editeur(editeur=editeur, compte=compte, role=personne["role"], le=timezone.now())
        if not personne["relances"]:
            appartenance.relances = False
            appartenance.save(update_fields=["relances"])
        return appartenance

    @admin.display(description="personnes", ordering="n_personnes")
    def personnes(self, editeur: Editeur) -> int:
        return editeur.n_personnes

    @admin.display(description="dossiers", ordering="n_dossiers")
    def dossiers(self, editeur: Editeur) -> int:
        return editeur.n_dossiers
