"""The filters of the queue: a GET form. A value that means nothing is passed over, never an error."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from dossiers.models import Dossier
from dossiers.queries.file import file_choices
from dossiers.queries.filtre import Filtre, Referent, Tri, Vue
from segur.formulaires import FormulaireDsfr

ETAPES = (("1", "Étape 1"), ("2", "Étape 2"), ("3", "Étape 3"), ("4", "Étape 4"))
TRIS = (
    (Tri.DUS.value, "À traiter d’abord"),
    (Tri.RECENTS.value, "Les plus récents d’abord"),
    (Tri.ANCIENS.value, "Les plus anciens d’abord"),
)
REFERENTS = (("", "Tous"), ("moi", "Moi"), ("personne", "Personne"), ("autre", "Un collègue"))
DOUTES = (("", "Tous"), ("non", "Sans réserve"), ("oui", "À regarder de près"))
LONGUEUR_MAX = 100
# A hundred letters of any script, written as an address writes them, and the other filters.
REQUETE_MAX = 2_000
# The tabs of before, which bookmarks and old mails still lead to.
ANCIENNES = {
    "a_instruire": {"vue": Vue.EQUIPE.value},
    "miens": {"vue": Vue.TOUS.value, "referent": "moi"},
    "complements": {"vue": Vue.TOUS.value, "etat": Dossier.EtatDossier.COMPLEMENTS.value},
}


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
    doute = forms.ChoiceField(label="À regarder", required=False, choices=DOUTES)
    referent = forms.ChoiceField(label="Référent", required=False, choices=REFERENTS)
    tri = forms.ChoiceField(label="Ordre", required=False, choices=TRIS)
    etape = forms.ChoiceField(label="Étape", required=False, choices=(("", "Toutes"), *ETAPES))
    etat = forms.ChoiceField(label="État", required=False, choices=(("", "Tous"), *Dossier.EtatDossier.choices))
    couloir = forms.ChoiceField(label="Couloir", required=False)
    dispositif = forms.ChoiceField(label="Dispositif", required=False)
    vue = forms.ChoiceField(required=False, choices=[(v.value, v.libelle) for v in Vue], widget=forms.HiddenInput)

    def __init__(self, *args, choix: tuple | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.choix = choix or file_choices()
        for nom, choices in zip(("couloir", "dispositif"), self.choix, strict=True):
            self.fields[nom].choices = [("", "Tous"), *choices]

    @classmethod
    def read(cls, adresse: Mapping[str, str], choix: tuple | None = None) -> "FormulaireFile":
        """The form of a query string, each value cut to a length that can be searched."""
        adresse = {**dict(adresse.items()), **ANCIENNES.get(adresse.get("vue", ""), {})}
        return cls({nom: valeur[:LONGUEUR_MAX] for nom, valeur in adresse.items()}, choix=choix)

    @property
    def valides(self) -> dict[str, str]:
        """The values that mean something."""
        self.is_valid()
        return {nom: valeur for nom, valeur in self.cleaned_data.items() if valeur}

    @property
    def requete(self) -> str:
        """The same as an address keeps them."""
        return urlencode({"vue": self.filtre.vue.value, **self.valides})

    @property
    def filtre(self) -> Filtre:
        valides = self.valides
        return Filtre(
            vue=Vue(valides.get("vue", Vue.MOI)),
            q=valides.get("q", ""),
            couloir=valides.get("couloir", ""),
            dispositif=valides.get("dispositif", ""),
            etape=int(valides["etape"]) if "etape" in valides else None,
            etat=valides.get("etat", ""),
            referent=Referent(valides["referent"]) if "referent" in valides else None,
            doute={"oui": True, "non": False}.get(valides.get("doute", "")),
            tri=Tri(valides.get("tri", Tri.DUS)),
        )

    def propre(self) -> "FormulaireFile":
        """The form to show: what was understood, and no error."""
        return type(self)(initial={"tri": self.filtre.tri.value, **self.valides}, choix=self.choix)


def read_requete(requete: str) -> tuple[str, Filtre | None]:
    """The filters that an address carries along (`?file=`), and what they ask for; ("", None) without any.

    A couloir or a dispositif is taken at its word, without a query: one that is unknown finds nothing.
    """
    if not requete:
        return "", None
    adresse = QueryDict(requete[:REQUETE_MAX].replace("\x00", ""))
    choix = tuple([(adresse.get(nom, ""), "")] for nom in ("couloir", "dispositif"))
    form = FormulaireFile.read(adresse, choix=choix)
    return form.requete, form.filtre
