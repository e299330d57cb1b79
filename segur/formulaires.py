"""The base of every form of the site: crispy layout, DSFR look, errors tied to their field, no NUL byte.

    from segur.formulaires import FormulaireDsfr

    class FormulaireSolution(FormulaireDsfr):                    # or (FormulaireDsfr, forms.ModelForm)
        libelle_envoi = "Enregistrer la solution"
        nom = forms.CharField(label="Nom de la solution", help_text="Tel qu’il figure au contrat.")
        montage = forms.TypedChoiceField(label="…", choices=…, widget=forms.RadioSelect)

    {% load crispy_forms_tags %}{% crispy form %}                the whole <form>, error summary and button included
    {{ form.nom.as_field_group }}                                one field, in a <form> written by hand
    {% include "composants/resume_erreurs.html" with form=form %}  the summary, in a <form> written by hand

What a door may change: `libelle_envoi` (the button; "" for none), `build_layout()` (a crispy Layout: Fieldset, Div,
Field, HTML…), `helper` after `__init__` (`form_action`, `form_tag = False`, `attrs` for htmx…), `field.mention`
(words after the label instead of « (obligatoire) »: `champ.mention = "facultatif"`, or "" for none).
Several files in one field: `fichiers = ChampFichiers(label=…, required=False)`, whose clean value is their list.
Fields added to `self.fields` after `__init__` are dressed like the others. `show_refusal(refus)` says what an action
refused.
"""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.datastructures import MultiValueDict

from dossiers.rules.refus import Refus

NUL = "\x00"
REFUS_NUL = "Ce champ contenait un caractère invisible interdit (nul). Nous l’avons retiré : vérifiez puis renvoyez."

# Widget → what DSFR calls its group, its class, and the template of the whole field. First match wins.
_HABITS = (
    (forms.CheckboxSelectMultiple, "checkbox", "", "segur/champs/cases.html"),
    (forms.RadioSelect, "radio", "", "segur/champs/cases.html"),
    (forms.CheckboxInput, "checkbox", "", "segur/champs/case.html"),
    (forms.Select, "select", "fr-select", "segur/champs/texte.html"),
    (forms.FileInput, "upload", "fr-upload", "segur/champs/fichier.html"),
    (forms.PasswordInput, "password", "fr-password__input fr-input", "segur/champs/mot_de_passe.html"),
    (forms.Widget, "input", "fr-input", "segur/champs/texte.html"),
)


class Libelle(str):
    """The label of a choice, with its own hint: `choices=[("oui", Libelle("Oui", "Le produit repose sur…"))]`."""

    aide: str

    def __new__(cls, texte: str, aide: str = "") -> "Libelle":
        label = super().__new__(cls, texte)
        label.aide = aide
        return label


class SaisieFichiers(forms.FileInput):
    """One file or several."""

    allow_multiple_selected = True


class SaisieJointes(SaisieFichiers):
    """The same, all of them read from the request."""

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict, name: str) -> list:
        return files.getlist(name) if hasattr(files, "getlist") else []


class ChampFichiers(forms.Field):
    """The files given, in their order, unread: what they are is for the action to say."""

    widget = SaisieJointes


class ChampDsfr(forms.BoundField):
    """A field that knows its DSFR clothes. Templates read `groupe`, `ancre`, `mention`, `id_aide`, `id_erreur`."""

    @property
    def _habit(self) -> tuple[type, str, str, str]:
        return next(row for row in _HABITS if isinstance(self.field.widget, row[0]))

    @property
    def template_name(self) -> str:
        return self.field.template_name or self._habit[3]

    @property
    def groupe(self) -> str:
        """The word DSFR puts between `fr-` and `-group`: input, select, upload, checkbox, radio, password."""
        return self._habit[1]

    @property
    def ancre(self) -> str:
        """The id a link of the error summary leads to: radio and checkbox groups have no id of their own (`_0`)."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

    @property
    def mention(self) -> str:
        """The words after the label: the field's own `mention`, else « obligatoire » when some fields are not."""
        default = "obligatoire" if self.field.required and not self.form.tous_obligatoires else ""
        return getattr(self.field, "mention", default)

    @property
    def decrit_par(self) -> str:
        """The ids of the hint and of the errors, both kept, for `aria-describedby`."""
        ids = [f"{self.auto_id}_helptext"] * bool(self.help_text) + [f"{self.auto_id}_error"] * bool(self.errors)
        return " ".join(ids)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        classes = f"{self._habit[2]} {self.field.widget.attrs.get('class', '')}".split()
        if classes and not self.is_hidden:
            attrs["class"] = " ".join(dict.fromkeys(classes))
        return attrs


class FormulaireDsfr(forms.Form):
    """See the top of the module. `data` loses its NUL bytes; each field that held one is refused with a sentence."""

    bound_field_class = ChampDsfr
    libelle_envoi = "Enregistrer"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.data, self._champs_nuls = remove_nul(self.data)
        self.helper = self._build_helper()

    def build_layout(self) -> Layout | None:
        """The crispy Layout of the fields, without the button; None shows the fields in their order."""
        return None

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.fields:
            if self.add_prefix(name) in self._champs_nuls:
                self.add_error(name, REFUS_NUL)

    def show_refusal(self, refus: Refus) -> None:
        """Each sentence beside its field, above them all when the form has no such field; the refusal itself when it
        names none.
        """
        for champ, phrase in (refus.champs or {"": refus.phrase}).items():
            self.add_error(champ if champ in self.fields else None, phrase)

    @property
    def tous_obligatoires(self) -> bool:
        """True when every visible field is required and says nothing else: one sentence then says it for all."""
        return all(bf.field.required and not hasattr(bf.field, "mention") for bf in self.visible_fields())

    @property
    def nombre_erreurs(self) -> int:
        """How many sentences the error summary holds."""
        return sum(len(sentences) for sentences in self.errors.values())

    def _build_helper(self) -> FormHelper:
        helper = FormHelper()
        helper.attrs = {"novalidate": True}  # the server's sentences, in the summary, rather than the browser's bubbles
        helper.layout = self.build_layout()
        if self.libelle_envoi:
            helper.add_input(Submit("", self.libelle_envoi, css_id=f"envoyer-{type(self).__name__.lower()}"))
        return helper


def remove_nul(data: Mapping[str, Any]) -> tuple[Mapping[str, Any], frozenset[str]]:
    """The posted data without NUL bytes (as it came when there are none), and the names of what held one."""
    lists = data.lists() if isinstance(data, MultiValueDict) else ((key, [value]) for key, value in data.items())
    rows = [(key, values) for key, values in lists]
    names = frozenset(key for key, values in rows if any(isinstance(v, str) and NUL in v for v in values))
    if not names:
        return data, names
    return MultiValueDict({k: [v.replace(NUL, "") if isinstance(v, str) else v for v in vs] for k, vs in rows}), names
