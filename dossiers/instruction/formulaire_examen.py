"""The reviewer's form: a verdict per requirement submitted, a reason where one is needed, a word on the whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from dossiers.models import Examen
from dossiers.queries.examen import Instruction, LigneExamen
from dossiers.rules import situation as rules
from dossiers.rules.refus import Refus
from dossiers.rules.retenue import replace_because
from segur.formulaires import FormulaireDsfr

Verdict = Examen.Verdict
MOTIF_MAX = 2000
MESSAGE_MAX = 5000
SANS_AVIS = "Donnez votre avis sur cette exigence."
TROP_LONG = "Ce texte compte %(show_value)d caractères ; %(limit_value)d au plus sont admis."


@dataclass(frozen=True)
class Avis:
    """One requirement on the page, with the two fields of its verdict (None when nothing is to decide)."""

    ligne: LigneExamen
    verdict: forms.BoundField | None = None
    motif: forms.BoundField | None = None


class FormulaireExamen(FormulaireDsfr):
    """Shows the verdicts kept so far, laid over by what was just posted."""

    libelle_envoi = ""

    def __init__(self, instruction: Instruction, poste: Mapping[str, str] | None = None) -> None:
        self.instruction = instruction
        super().__init__(poste, initial=_kept(instruction))
        for ligne in instruction.a_examiner:
            self.fields[f"verdict_{ligne.code}"] = _verdict_field(ligne)
            self.fields[f"motif_{ligne.code}"] = _reason_field(ligne)
        self.fields["motif"] = _message_field()

    def avis(self) -> Iterator[Avis]:
        """The requirements in the order of the form; one that is waived has no field."""
        for ligne in self.instruction.lignes:
            champs = () if ligne.dispense else (self[f"verdict_{ligne.code}"], self[f"motif_{ligne.code}"])
            yield Avis(ligne, *champs)

    def examens(self) -> dict[str, rules.Examen]:
        """The verdicts given. A reason typed beside « conforme » is left out: the éditeur has nothing to mend there."""
        donnes = {}
        for ligne in self.instruction.a_examiner:
            verdict = self.cleaned_data.get(f"verdict_{ligne.code}", "")
            motif = self.cleaned_data.get(f"motif_{ligne.code}", "") if verdict != Verdict.CONFORME else ""
            if verdict:
                donnes[ligne.code] = rules.Examen(ligne.code, verdict, motif)
        return donnes

    @property
    def message(self) -> str:
        return self.cleaned_data.get("motif", "")

    def show_refusal(self, refus: Refus, decision: bool) -> None:
        """Ties a refusal to its fields; for a decision, says also where a verdict is still awaited."""
        champs = {champ: phrase for champ, phrase in refus.champs.items() if champ in self.fields}
        for champ, phrase in champs.items():
            self.add_error(champ, phrase)
        if not champs:
            self.add_error(None, refus.phrase)
        if decision:
            for ligne in self.instruction.a_examiner:
                if not self.cleaned_data.get(f"verdict_{ligne.code}"):
                    self.add_error(f"verdict_{ligne.code}", SANS_AVIS)


def fill_conforme(instruction: Instruction, poste: QueryDict) -> QueryDict:
    """What was posted, « conforme » where no verdict was chosen."""
    rempli = poste.copy()
    for ligne in instruction.a_examiner:
        if not rempli.get(f"verdict_{ligne.code}"):
            rempli[f"verdict_{ligne.code}"] = Verdict.CONFORME.value
    return rempli


def read_saisie(instruction: Instruction | None, poste: QueryDict) -> list[tuple[str, str]]:
    """What was typed, to be read and copied where it can no longer be entered: (label, text). Nothing is checked."""
    libelles = dict(Verdict.choices)
    lignes = instruction.lignes if instruction else ()
    saisie = []
    for ligne in lignes:
        verdict = libelles.get(poste.get(f"verdict_{ligne.code}", ""), "")
        textes = [texte for texte in (verdict, poste.get(f"motif_{ligne.code}", "").strip()) if texte]
        saisie.append((ligne.exigence.libelle, " – ".join(textes)))
    saisie.append(("Message d’ensemble", poste.get("motif", "").strip()))
    return [(libelle, texte.replace("\x00", "")) for libelle, texte in saisie if texte]


def _kept(instruction: Instruction) -> dict[str, str]:
    """The verdicts kept so far; of a proof that must be replaced, the one to give, its reason ready."""
    valeurs = {}
    for ligne in instruction.lignes:
        if ligne.examen:
            valeurs[f"verdict_{ligne.code}"] = ligne.examen.verdict
            valeurs[f"motif_{ligne.code}"] = ligne.examen.motif
        elif motifs := [motif for fichier in ligne.donne.fichiers if (motif := replace_because(fichier.garde))]:
            valeurs[f"verdict_{ligne.code}"] = Verdict.A_CORRIGER.value
            valeurs[f"motif_{ligne.code}"] = "\n".join(motifs)
    return valeurs


def _verdict_field(ligne: LigneExamen) -> forms.Field:
    champ = forms.ChoiceField(
        label=ligne.exigence.libelle,
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choisissez un de ces trois avis."},
    )
    champ.template_name = "instruction/_choix.html"
    return champ


def _reason_field(ligne: LigneExamen) -> forms.Field:
    champ = forms.CharField(
        label=f"Motif pour « {ligne.exigence.libelle} »",
        help_text="L’éditeur lira ce texte tel quel : dites ce qui ne va pas et ce qu’il doit faire.",
        required=False,
        max_length=MOTIF_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TROP_LONG},
    )
    champ.widget.attrs.pop("maxlength", None)
    return champ


def _message_field() -> forms.Field:
    champ = forms.CharField(
        label="Message d’ensemble à l’éditeur",
        help_text="Joint à votre décision, en plus des motifs de chaque exigence.",
        required=False,
        max_length=MESSAGE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TROP_LONG},
    )
    champ.widget.attrs.pop("maxlength", None)
    champ.mention = "facultatif"
    return champ
