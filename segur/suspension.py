"""The form that asks for quiet: shared by the éditeur's door and the ANS's."""

from django import forms

from dossiers.rules.jour import day_words
from segur.formulaires import FormulaireDsfr


class FormulaireSuspension(FormulaireDsfr):
    """`annonce`: what to say once it is done. An empty day takes the quiet away."""

    libelle_envoi = "Suspendre les relances"

    jusqu_a = forms.DateField(
        label="Jusqu’au",
        help_text="60 jours au plus. Laissez vide pour lever une suspension en cours.",
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    motif = forms.CharField(
        label="Pourquoi",
        help_text="Par exemple : « Le CNDA répond le 12, nous attendons sa réponse. » L’entreprise et l’ANS le lisent.",
        max_length=300,
        required=False,
    )

    @property
    def annonce(self) -> str:
        jour = self.cleaned_data["jusqu_a"]
        return f"Les relances sont suspendues jusqu’au {day_words(jour)}." if jour else "Il n’y a plus de suspension."
