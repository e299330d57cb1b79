"""The form of a message in a dossier: its text, the files joined to it, whether it asks for an answer."""

from django import forms

from dossiers.actions.message import OBJET_MAX, TEXTE_MAX
from dossiers.gateways.image import MIMES, bounds_sentence
from dossiers.rules.message import JOINTES_ADMISES, JOINTES_MAX
from segur.formulaires import ChampFichiers, FormulaireDsfr, SaisieJointes

A_CHOISIR = "Un navigateur ne garde pas les fichiers d’un formulaire refusé : choisissez-les à nouveau avant d’envoyer."


class FormulaireMessage(FormulaireDsfr):
    libelle_envoi = ""

    objet = forms.CharField(label="Objet", max_length=OBJET_MAX)
    texte = forms.CharField(
        label="Message",
        help_text="N’y mettez aucune donnée de patient.",
        max_length=TEXTE_MAX,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    fichiers = ChampFichiers(
        label="Pièces jointes",
        help_text=bounds_sentence(JOINTES_ADMISES, JOINTES_MAX),
        required=False,
        widget=SaisieJointes(attrs={"accept": ",".join(MIMES[nom] for nom in JOINTES_ADMISES), "multiple": True}),
    )
    attend_reponse = forms.BooleanField(
        label="J’attends une réponse",
        help_text="La page du dossier dira depuis quand, jusqu’à la réponse.",
        required=False,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fichiers"].mention = "facultatif"
        self.fields["attend_reponse"].mention = ""

    @property
    def a_choisir(self) -> str:
        """What to do again when a form that held files comes back; empty otherwise."""
        return A_CHOISIR if self.errors and self.files else ""
