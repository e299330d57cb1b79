"""The form of a reason of correction; what is wrong with it is said by the rules."""

from django import forms

from dossiers.models import Motif
from dossiers.referentiel.motif import Modele
from segur.formulaires import FormulaireDsfr

RANG_MAX = 30_000


class FormulaireMotif(FormulaireDsfr, forms.ModelForm):
    libelle_envoi = ""

    rang = forms.IntegerField(
        label="Rang",
        help_text="Les neuf premiers qui conviennent ont une touche, de 1 à 9.",
        min_value=0,
        max_value=RANG_MAX,
        initial=100,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Motif
        fields = ("code", "libelle", "texte", "kind", "format")
        widgets = {"texte": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "code": "En minuscules, chiffres et tirets. Il ne change plus ensuite.",
            "libelle": "Ce que choisit l’instructeur.",
            "texte": "Dites ce qui ne va pas, puis ce qu’il faut faire. Les mots entre accolades sont remplacés.",
            "kind": "Laissez vide pour le proposer à toutes.",
            "format": "Laissez vide pour n’importe laquelle.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True
            self.initial |= {"version": self.instance.version, "rang": self.instance.rang}
        self.fields["texte"].widget.attrs.pop("maxlength", None)

    def _post_clean(self) -> None:
        """The sentences are those of the rules, said by the action; nothing of the row is touched here."""

    @property
    def modele(self) -> Modele:
        lu = {nom: self.cleaned_data.get(nom) or "" for nom in ("code", "libelle", "texte", "kind", "format")}
        return Modele(**lu)
