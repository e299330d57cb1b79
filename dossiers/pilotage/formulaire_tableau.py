"""The filters of the dashboard: a GET form. A value that means nothing is passed over, never an error."""

from collections.abc import Mapping

from django import forms

from dossiers.queries.file import file_choices
from segur.formulaires import FormulaireDsfr


class FormulaireTableau(FormulaireDsfr):
    """`valides`: the values that mean something; `propre`: the form to show, without what was passed over."""

    couloir = forms.ChoiceField(label="Couloir", required=False)
    dispositif = forms.ChoiceField(label="Dispositif", required=False)

    def __init__(self, *args, choix: tuple | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.choix = choix or file_choices()
        for nom, choices in zip(("couloir", "dispositif"), self.choix, strict=True):
            self.fields[nom].choices = [("", "Tous"), *choices]

    @classmethod
    def read(cls, adresse: Mapping[str, str]) -> "FormulaireTableau":
        """The form of a query string."""
        return cls({nom: adresse.get(nom, "") for nom in ("couloir", "dispositif")})

    @property
    def valides(self) -> dict[str, str]:
        self.is_valid()
        return {nom: valeur for nom, valeur in self.cleaned_data.items() if valeur}

    @property
    def couloirs(self) -> dict[str, str]:
        """code → label of the couloirs."""
        return dict(self.choix[0])

    @property
    def portee(self) -> str:
        """The labels of what was chosen, empty when nothing was: the form itself is not printed."""
        return ", ".join(dict(self.fields[nom].choices)[valeur] for nom, valeur in self.valides.items())

    def propre(self) -> "FormulaireTableau":
        return type(self)(initial=self.valides, choix=self.choix)
