"""What is asked of someone who waives a requirement: for whom, until when, why; and of who takes a waiver back."""

from datetime import date

from django import forms

from dossiers.rules.dispense import MOTIF_MAX, Portee
from segur.formulaires import FormulaireDsfr, Libelle

TROP_LONG = f"{MOTIF_MAX} caractères au plus sont admis."
AIDES = {
    Portee.DOSSIER: "",
    Portee.SOLUTION: "Ceux qui sont ouverts, et ceux qui le seront.",
    Portee.EDITEUR: "Ceux de toutes ses solutions, présents et à venir.",
}


class FormulaireDispense(FormulaireDsfr):
    """`largement`: the person may go beyond the dossier, past a year or without term; nobody else is shown so."""

    portee = forms.ChoiceField(
        label="Pour qui vaut la dispense",
        choices=[(portee.value, Libelle(portee.libelle.capitalize(), AIDES[portee])) for portee in Portee],
        initial=Portee.DOSSIER.value,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choisissez une de ces portées."},
    )
    jusqu_au = forms.DateField(
        label="Dernier jour",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Indiquez une date, par exemple 31/03/2027."},
    )
    sans_terme = forms.BooleanField(
        label="Sans terme : la dispense vaut jusqu’à ce que quelqu’un la lève", required=False
    )
    motif = forms.CharField(
        label="Motif",
        help_text="L’éditeur lira ce texte tel quel, et il restera dans l’historique.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, largement: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not largement:
            del self.fields["portee"], self.fields["sans_terme"]
        self.fields["jusqu_au"].help_text = (
            "La dispense vaut jusqu’à la fin de ce jour, heure de Paris."
            if largement
            else "La dispense vaut jusqu’à la fin de ce jour, heure de Paris ; un an au plus."
        )

    @property
    def demande(self) -> dict[str, object]:
        """What `grant_dispense` is given."""
        lues = self.cleaned_data
        jusqu_au: date | None = lues.get("jusqu_au")
        return {
            "portee": Portee(lues.get("portee") or Portee.DOSSIER),
            "jusqu_au": jusqu_au,
            "sans_terme": bool(lues.get("sans_terme")),
            "motif": lues.get("motif", ""),
        }


class FormulaireLevee(FormulaireDsfr):
    motif = forms.CharField(
        label="Motif de la levée",
        help_text="L’éditeur lira ce texte tel quel.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
