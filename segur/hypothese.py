"""« Et si… »: the form that supposes one date or one duration; shared by the éditeur's door and the dashboards."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django import forms

from dossiers.queries.supposition import Points
from dossiers.referentiel.jalon import Jalon
from dossiers.rules.jour import PARIS, day_words, ouvres_words
from dossiers.rules.retroplan import SANS_HYPOTHESE, Hypothese
from segur.formulaires import FormulaireDsfr

JALON, DUREE, LIMITE = "jalon", "duree", "limite"
# A plan is worked out day by day: further from today there is nothing to learn.
CINQ_ANS = timedelta(days=5 * 365)
JOURS_MAX = 500
PHRASES = {"jour": "Choisissez un jour.", "jours": "Indiquez un nombre de jours ouvrés."}


class FormulaireHypothese(FormulaireDsfr):
    """One step that begins later or takes another time, or one limit that moves. Nothing is kept.

    `limites`: key → (label, moment). The key is the limit's code, after its dispositif and a slash when several.
    """

    libelle_envoi = "Voir ce qui change"

    quoi = forms.ChoiceField(label="Et si…")
    jour = forms.DateField(
        label="La date tombait le",
        help_text="Pour un début, ou pour une date limite.",
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    jours = forms.IntegerField(
        label="La durée, en jours ouvrés",
        help_text="Pour une durée.",
        min_value=0,
        max_value=JOURS_MAX,
        required=False,
    )

    def __init__(
        self,
        *args,
        jalons: Iterable[Jalon],
        limites: Mapping[str, tuple[str, datetime]],
        aujourd_hui: date,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.aujourd_hui, self.limites, jalons = aujourd_hui, limites, list(jalons)
        debuts = [(f"{JALON}:{jalon.code}", f"le début de « {jalon.libelle} »") for jalon in jalons]
        durees = [(f"{DUREE}:{jalon.code}", f"la durée de « {jalon.libelle} »") for jalon in jalons]
        dates = [(f"{LIMITE}:{cle}", f"la limite « {libelle} »") for cle, (libelle, _) in limites.items()]
        groupes = (("Une date limite", dates), ("Le début d’un jalon", debuts), ("La durée d’un jalon", durees))
        self.fields["quoi"].choices = [groupe for groupe in groupes if groupe[1]]
        self.helper.form_method = "get"
        self.helper.disable_csrf = True

    def clean_jour(self) -> date | None:
        jour = self.cleaned_data["jour"]
        if jour and abs(jour - self.aujourd_hui) > CINQ_ANS:
            raise forms.ValidationError("Choisissez un jour à moins de cinq ans d’aujourd’hui.")
        return jour

    def clean(self) -> dict:
        """What is supposed of a duration is a number of days, of anything else a day."""
        donnees = super().clean()
        if quoi := donnees.get("quoi"):
            champ = "jours" if quoi.startswith(DUREE) else "jour"
            if champ not in self.errors and donnees.get(champ) is None:
                self.add_error(champ, PHRASES[champ])
        return donnees

    @property
    def vide(self) -> bool:
        """True when there is nothing left to suppose."""
        return not self.fields["quoi"].choices

    @property
    def hypothese(self) -> Hypothese:
        """What was asked; none while nothing valid is."""
        if not self.is_bound or not self.is_valid():
            return SANS_HYPOTHESE
        genre, _, cle = self.cleaned_data["quoi"].partition(":")
        jour, jours = self.cleaned_data["jour"], self.cleaned_data["jours"]
        if genre == DUREE:
            return Hypothese({}, {}, {cle: jours})
        if genre == JALON:
            return Hypothese({cle: jour}, {})
        heure = self.limites[cle][1].astimezone(PARIS).time()
        return Hypothese({}, {cle.rpartition("/")[2]: datetime.combine(jour, heure, PARIS)})

    @property
    def dispositif(self) -> str:
        """The dispositif whose limit is supposed to move; empty when the what-if is about all of them."""
        return self.cleaned_data["quoi"].partition(":")[2].rpartition("/")[0]

    @property
    def phrase(self) -> str:
        """What is supposed, in words: « la limite « … », le 12/06/2026 »."""
        quoi, jour, jours = (self.cleaned_data[nom] for nom in ("quoi", "jour", "jours"))
        libelle = next(nom for _, choix in self.fields["quoi"].choices for valeur, nom in choix if valeur == quoi)
        duree = ouvres_words(jours or 0)
        valeur = duree if quoi.startswith(DUREE) else f"le {day_words(jour)}"
        return f"{libelle} : {valeur}"

    @property
    def requete(self) -> str:
        """The same what-if for the page of one dossier, as a query string."""
        genre, _, cle = self.cleaned_data["quoi"].partition(":")
        jour, jours = self.cleaned_data["jour"], self.cleaned_data["jours"]
        code = cle.rpartition("/")[2]
        return urlencode({"quoi": f"{genre}:{code}", "jour": jour or "", "jours": "" if jours is None else jours})


def read_hypothese(
    adresse: Mapping[str, str], points: Points, aujourd_hui: date, dispositif: str = ""
) -> FormulaireHypothese:
    """The form of a query string, over several dossiers: their steps, the limits of each of their dispositifs.

    `dispositif`: the page is that of one, which its address names.
    """
    limites = {
        f"{code}/{echeance.code}": (f"{echeance.libelle}, {libelle}", echeance.limite.replace(tzinfo=PARIS))
        for (code, _), (libelle, echeance) in points.echeances.items()
    }
    saisie = adresse if "quoi" in adresse else None
    form = FormulaireHypothese(saisie, jalons=points.jalons, limites=limites, aujourd_hui=aujourd_hui)
    if dispositif:
        form.fields["dispositif"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=dispositif)
    return form
