"""What each kind of lot needs before it is confirmed."""

from collections.abc import Mapping

from django import forms

from dossiers.models import Lot
from dossiers.queries.equipe import reviewers
from dossiers.queries.lot import exigences_of
from dossiers.rules.lot import VARIABLES, Genre
from dossiers.rules.message import OBJET_MAX, TEXTE_MAX
from segur.formulaires import FormulaireDsfr

AIDE_VARIABLES = "Ces mots seront remplacés dans chaque dossier : {}.".format(
    ", ".join(f"{{{nom}}} par {quoi}" for nom, quoi in VARIABLES.items())
)

FACULTATIFS = ("message",)


class FormulaireLot(FormulaireDsfr):
    """Each `require…` is the action's: what is typed is kept as it is, and refused with its sentences."""

    libelle_envoi = ""

    def __init__(self, *args, lot: Lot, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for nom, champ in CHAMPS[Genre(lot.genre)](lot).items():
            champ.required = False
            champ.mention = "facultatif" if nom in FACULTATIFS else ""
            self.fields[nom] = champ

    @property
    def parametres(self) -> Mapping[str, str]:
        """What was given, as texts."""
        self.is_valid()
        return {nom: str(valeur or "") for nom, valeur in self.cleaned_data.items()}


def _confier(lot: Lot) -> dict[str, forms.Field]:
    choix = [("", "Choisir"), *((str(c.pk), f"{c} (vous)" if c.pk == lot.par_id else str(c)) for c in reviewers())]
    return {"referent": forms.ChoiceField(label="Référent", choices=choix)}


def _complement(lot: Lot) -> dict[str, forms.Field]:
    choix = [("", "Choisir"), *((e.code, e.libelle) for e in exigences_of(lot))]
    return {
        "exigence": forms.ChoiceField(label="Exigence à corriger", choices=choix),
        "motif": forms.CharField(
            label="Ce que chaque éditeur doit corriger",
            help_text="Chacun lira ce motif tel quel, à cette exigence.",
            widget=forms.Textarea(attrs={"rows": 4}),
            strip=False,
        ),
        "message": forms.CharField(
            label="Message d’accompagnement", widget=forms.Textarea(attrs={"rows": 3}), strip=False
        ),
    }


def _ecrire(lot: Lot) -> dict[str, forms.Field]:
    attend = forms.ChoiceField(
        label="Une réponse est-elle attendue ?",
        choices=[("oui", "Oui, et le dossier dira depuis quand"), ("", "Non, pour information")],
        widget=forms.RadioSelect,
        initial="oui",
    )
    return {
        "objet": forms.CharField(label="Objet", max_length=OBJET_MAX),
        "texte": forms.CharField(
            label="Message",
            help_text=f"{AIDE_VARIABLES} N’y mettez aucune donnée de patient.",
            widget=forms.Textarea(attrs={"rows": 8, "maxlength": TEXTE_MAX}),
            strip=False,
        ),
        "attend_reponse": attend,
    }


CHAMPS = {
    Genre.CONFIER: _confier,
    Genre.RELANCER: lambda lot: {},
    Genre.COMPLEMENT: _complement,
    Genre.ECRIRE: _ecrire,
    Genre.EXPORTER: lambda lot: {},
}
