"""The filters of the queue: a GET form. A value that means nothing is passed over, never an error."""

from collections.abc import Mapping

from django import forms

from dossiers.queries.file import Filtre, Vue, file_choices
from segur.formulaires import FormulaireDsfr

ETAPES = (("1", "Étape 1"), ("2", "Étape 2"), ("3", "Étape 3"), ("4", "Étape 4"))
TRIS = (("anciens", "Les plus anciens d’abord"), ("recents", "Les plus récents d’abord"))
LONGUEUR_MAX = 100


class FormulaireFile(FormulaireDsfr):
    """Bound to the address of the page; `filtre` is what it asks for, `propre` the same form without what it is not."""

    libelle_envoi = "Filtrer"

    q = forms.CharField(
        label="Rechercher",
        help_text="Entreprise, SIREN, solution, NIE, NIL ou référence.",
        required=False,
        max_length=LONGUEUR_MAX,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    couloir = forms.ChoiceField(label="Couloir", required=False)
    dispositif = forms.ChoiceField(label="Dispositif", required=False)
    etape = forms.ChoiceField(label="Étape", required=False, choices=(("", "Toutes"), *ETAPES))
    tri = forms.ChoiceField(label="Ordre", required=False, choices=TRIS)
    vue = forms.ChoiceField(required=False, choices=[(v.value, v.libelle) for v in Vue], widget=forms.HiddenInput)

    def __init__(self, *args, choix: tuple | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.choix = choix or file_choices()
        for nom, choices in zip(("couloir", "dispositif"), self.choix, strict=True):
            self.fields[nom].choices = [("", "Tous"), *choices]

    @classmethod
    def read(cls, adresse: Mapping[str, str]) -> "FormulaireFile":
        """The form of a query string, each value cut to a length that can be searched."""
        return cls({nom: valeur[:LONGUEUR_MAX] for nom, valeur in adresse.items()})

    @property
    def valides(self) -> dict[str, str]:
        """The values that mean something."""
        self.is_valid()
        return {nom: valeur for nom, valeur in self.cleaned_data.items() if valeur}

    @property
    def filtre(self) -> Filtre:
        valides = self.valides
        vue = Vue(valides.get("vue", Vue.A_INSTRUIRE))
        return Filtre(
            vue=vue,
            q=valides.get("q", ""),
            couloir=valides.get("couloir", ""),
            dispositif=valides.get("dispositif", ""),
            etape=int(valides["etape"]) if "etape" in valides else None,
            recents=valides.get("tri", "recents" if vue is Vue.TOUS else "anciens") == "recents",
        )

    def propre(self) -> "FormulaireFile":
        """The form to show: what was understood, and no error."""
        tri = "recents" if self.filtre.recents else "anciens"
        return type(self)(initial={"tri": tri, **self.valides}, choix=self.choix)
