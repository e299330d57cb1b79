"""The form of an answer: what is typed, one line per source or formulation, turned into the content to publish."""

from datetime import date

from django import forms

from dossiers.models import Fiche
from dossiers.queries.aide import aide_of
from dossiers.queries.fiche import exigences_de
from dossiers.referentiel.source import Certitude
from dossiers.rules.fiche import LONGUEURS, Contenu
from dossiers.rules.portee import Catalogue, Portee, read_portee, write_portee
from segur.formulaires import FormulaireDsfr

AXES = ("offre", "couloir", "dispositif", "produit")
LEGENDES = {
    "offre": "Types d’offre",
    "couloir": "Couloirs",
    "dispositif": "Dispositifs",
    "produit": "Produits ou services",
}
OUTILS = (
    ("", "Aucun"),
    ("ecps", "Assistant e-CPS"),
    ("criteres", "Neuf critères"),
    ("terminologies", "Catalogue"),
    ("contact", "Nous joindre"),
)
AIDE_SOURCES = (
    "Une par ligne : titre | adresse | jour de lecture. Exemple : ANS, FAQ | https://esante.gouv.fr/ | 2026-11-26"
)
AIDE_TEXTE = "**gras**, listes « - », [lien](https://…). Le HTML n’est pas admis."


def _texte(label: str, rows: int, aide: str = "", requis: bool = True, maximum: int = 20_000) -> forms.CharField:
    champ = forms.CharField(
        label=label, help_text=aide, required=requis, max_length=maximum, widget=forms.Textarea(attrs={"rows": rows})
    )
    if not requis:
        champ.mention = "facultatif"
    return champ


class FormulaireFiche(FormulaireDsfr):
    """`cases` gives the choices of the scope; `code` is fixed for an answer that exists."""

    libelle_envoi = ""

    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    code = forms.SlugField(label="Code", max_length=60, help_text="Il figure dans l’adresse et ne change plus.")
    question = forms.CharField(label="Question", max_length=LONGUEURS["question"])
    essentiel = _texte("L’essentiel", 3, "La réponse en une ou deux phrases.", maximum=LONGUEURS["essentiel"])
    texte = _texte(
        "Réponse complète (Markdown)", 14, "**gras**, listes « - », [lien](https://…). Le HTML n’est pas admis."
    )
    formulations = _texte(
        "Autres façons de poser la question", 5, "Une par ligne : la recherche s’en sert.", requis=False
    )
    thematique = forms.ChoiceField(label="Thématique")
    exigences = forms.CharField(
        label="Exigences concernées", help_text="Leurs codes, séparés par des espaces.", required=False, max_length=600
    )
    faits = forms.CharField(
        label="Faits du dispositif",
        help_text="Par exemple exception_eai=oui, séparés par des espaces ; vide si tous conviennent.",
        required=False,
        max_length=300,
    )
    sujet = forms.SlugField(
        label="Sujet", max_length=60, required=False, help_text="Le même pour les réponses à une même question."
    )
    difference = _texte(
        "Pourquoi cette réponse diffère des autres du sujet", 2, requis=False, maximum=LONGUEURS["difference"]
    )
    sources = _texte("Sources", 3, AIDE_SOURCES)
    certitude = forms.ChoiceField(label="Certitude", choices=[(c.value, c.libelle) for c in Certitude])
    outil = forms.ChoiceField(label="Assistant proposé", choices=OUTILS, required=False)
    responsable = forms.CharField(label="Responsable", max_length=LONGUEURS["responsable"])
    revoir_le = forms.DateField(
        label="À relire le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Passé ce jour, la réponse est signalée comme à vérifier.",
    )  # fmt: skip

    def __init__(self, *args, cases: Catalogue, fige: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thematique"].choices = [(t.code, t.libelle) for t in aide_of().thematiques]
        for nom in ("exigences", "faits", "sujet", "outil"):
            self.fields[nom].mention = "facultatif"
        if fige:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = self.fields["code"].mention = ""
        for axe in AXES:
            self.fields[f"{axe}s"] = forms.MultipleChoiceField(
                label=LEGENDES[axe],
                choices=list_choices(axe, cases),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
            self.fields[f"{axe}s"].mention = "rien de coché : tous"

    def clean_sources(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(_source(ligne) for ligne in lines_of(self.cleaned_data["sources"]))

    def clean_faits(self) -> tuple[tuple[str, bool | str], ...]:
        faits = tuple(_fait(mot) for mot in self.cleaned_data["faits"].split())
        noms = [nom for nom, _ in faits]
        if repetes := [nom for nom in noms if noms.count(nom) > 1]:
            raise forms.ValidationError(f"Le fait « {repetes[0][:80]} » est écrit deux fois : gardez-en un.")
        return faits

    def follow_version(self, courante: Fiche | None) -> None:
        """What was typed is kept; published again, it comes after the answer now in force."""
        self.data = self.data.copy()
        self.data["version"] = courante.version if courante else 0

    def contenu(self) -> Contenu:
        """What would be published. The form is valid."""
        d = self.cleaned_data
        axes = {f"{axe}s": tuple(d[f"{axe}s"]) for axe in AXES}
        return Contenu(
            code=d["code"],
            sujet=d["sujet"] or d["code"],
            question=d["question"],
            essentiel=d["essentiel"],
            texte=d["texte"].replace("\r\n", "\n"),
            portee=write_portee(Portee(d["thematique"], faits=d["faits"], **axes)),
            sources=d["sources"],
            responsable=d["responsable"],
            revoir_le=d["revoir_le"],
            formulations=tuple(lines_of(d["formulations"])),
            exigences=tuple(d["exigences"].split()),
            difference=d["difference"],
            outil=d["outil"],
            certitude=d["certitude"],
        )


def initial_of(fiche: Fiche) -> dict[str, object]:
    """An answer in force as its form shows it."""
    portee = read_portee(fiche.portee)
    noms = ("code", "question", "essentiel", "texte", "sujet", "difference", "certitude", "outil", "responsable")
    return {
        **{nom: getattr(fiche, nom) for nom in (*noms, "version", "revoir_le")},
        **{f"{axe}s": list(getattr(portee, f"{axe}s")) for axe in AXES},
        "thematique": portee.thematique,
        "formulations": "\n".join(fiche.formulations),
        "exigences": " ".join(exigences_de(fiche)),
        "faits": " ".join(f"{nom}={_word(valeur)}" for nom, valeur in portee.faits),
        "sources": "\n".join(" | ".join(source) for source in fiche.sources),
    }


def list_choices(axe: str, cases: Catalogue) -> list[tuple[str, str]]:
    """Every value of an axis that some case has."""
    codes = dict.fromkeys(getattr(cas, axe) for cas in cases.cas if getattr(cas, axe))
    return [(code, cases.libelle(axe, code)) for code in codes]


def lines_of(texte: str) -> list[str]:
    return [ligne.strip() for ligne in texte.splitlines() if ligne.strip()]


def _source(ligne: str) -> tuple[str, str, str]:
    parties = [partie.strip() for partie in ligne.split("|")]
    try:
        titre, adresse, jour = parties
        date.fromisoformat(jour)
    except ValueError:
        raise forms.ValidationError(f"Cette ligne ne se lit pas : « {ligne[:80]} ». {AIDE_SOURCES}") from None
    return titre, adresse, jour


def _fait(mot: str) -> tuple[str, bool | str]:
    nom, egal, valeur = mot.partition("=")
    if not (nom and egal and valeur):
        raise forms.ValidationError(f"« {mot[:80]} » ne se lit pas : écrivez par exemple exception_eai=oui.")
    return nom, {"oui": True, "non": False}.get(valeur, valeur)


def _word(valeur: bool | str) -> str:
    return ("oui" if valeur else "non") if isinstance(valeur, bool) else valeur
