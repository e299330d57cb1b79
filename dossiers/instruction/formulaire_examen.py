"""The reviewer's form: a verdict per requirement submitted, a reason where one is needed, a word on the whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from dossiers.instruction.motif import Motifs
from dossiers.instruction.sources import Sources
from dossiers.models import Examen
from dossiers.queries.examen import Instruction
from dossiers.queries.ligne_examen import LigneExamen
from dossiers.rules import situation as rules
from dossiers.rules.motif import Propose
from dossiers.rules.refus import Refus
from dossiers.rules.retenue import replace_because
from dossiers.rules.zone import Zone, read_zone
from segur.formulaires import FormulaireDsfr

Verdict = Examen.Verdict
MOTIF_MAX = 2000
MESSAGE_MAX = 5000
SANS_AVIS = "Donnez votre avis sur cette exigence."
TROP_LONG = "Ce texte compte %(show_value)d caractères ; %(limit_value)d au plus sont admis."


@dataclass(frozen=True)
class Avis:
    """One requirement on the page, with the fields of its verdict (None when nothing is to decide)."""

    ligne: LigneExamen
    sources: Sources
    verdict: forms.BoundField | None = None
    motif: forms.BoundField | None = None
    modele: forms.BoundField | None = None
    zone: forms.BoundField | None = None

    @property
    def preuve(self) -> str:
        """The UUID of the file to look at; empty when there is none."""
        lu_dans = self.sources.lu_dans
        piece = lu_dans.lecture.piece if lu_dans else self.ligne.donne.piece
        return str(piece.uuid) if piece else ""


class FormulaireExamen(FormulaireDsfr):
    """Shows the verdicts kept so far, laid over by what was just posted. `motifs`: the reasons offered, by requirement.

    What a correction points at (`zone_`) is drawn by a script; without it the reason is enough.
    """

    libelle_envoi = ""

    def __init__(
        self, instruction: Instruction, poste: Mapping[str, str] | None = None, motifs: Motifs | None = None
    ) -> None:
        self.instruction, self.motifs = instruction, motifs or {}
        super().__init__(poste, initial=_kept(instruction))
        for ligne in instruction.a_examiner:
            self.fields[f"verdict_{ligne.code}"] = _verdict_field(ligne)
            self.fields[f"modele_{ligne.code}"] = _model_field(ligne, self.motifs.get(ligne.code, ()))
            self.fields[f"motif_{ligne.code}"] = _reason_field(ligne)
            if ligne.donne.fichiers:
                self.fields[f"zone_{ligne.code}"] = ChampZone(ligne)
        self.fields["motif"] = _message_field()

    def champs(self, ligne: LigneExamen) -> dict[str, forms.BoundField]:
        """The fields of one requirement, by what they hold."""
        noms = {nom: f"{nom}_{ligne.code}" for nom in ("verdict", "motif", "modele", "zone")}
        return {nom: self[champ] for nom, champ in noms.items() if champ in self.fields}

    def examens(self) -> dict[str, rules.Examen]:
        """The verdicts given, by requirement, once valid. A reason beside « conforme » is left out.

        A reason chosen and not written out is its own text.
        """
        return {
            ligne.code: self._examen(ligne.code, verdict)
            for ligne in self.instruction.a_examiner
            if (verdict := self.cleaned_data.get(f"verdict_{ligne.code}", ""))
        }

    def _examen(self, code: str, verdict: str) -> rules.Examen:
        lu = {nom: self.cleaned_data.get(f"{nom}_{code}") for nom in ("motif", "modele", "zone")}
        if verdict != Verdict.A_CORRIGER:
            return rules.Examen(code, verdict, (lu["motif"] or "") if verdict == Verdict.SANS_OBJET else "")
        modele = lu["modele"] or ""
        tout_pret = next((p.texte for p in self.motifs.get(code, ()) if p.code == modele), "")
        return rules.Examen(code, verdict, (lu["motif"] or "").strip() or tout_pret, modele=modele, zone=lu["zone"])

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
    """What was posted, « conforme » where no verdict was chosen and nothing is doubtful: what is gets its own."""
    rempli = poste.copy()
    for ligne in instruction.a_examiner:
        if not rempli.get(f"verdict_{ligne.code}") and not ligne.douteuse:
            rempli[f"verdict_{ligne.code}"] = Verdict.CONFORME.value
    return rempli


def read_saisie(instruction: Instruction | None, poste: QueryDict) -> list[tuple[str, str]]:
    """What was typed, to be read and copied where it can no longer be entered: (label, text). Nothing is checked."""
    libelles = dict(Verdict.choices)
    lignes = instruction.lignes if instruction else ()
    saisie = []
    for ligne in lignes:
        verdict = libelles.get(poste.get(f"verdict_{ligne.code}", ""), "")
        zone = "une zone dessinée" if poste.get(f"zone_{ligne.code}", "").strip() else ""
        textes = [texte for texte in (verdict, poste.get(f"motif_{ligne.code}", "").strip(), zone) if texte]
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
            valeurs[f"modele_{ligne.code}"] = ligne.examen.modele_id or ""
            valeurs[f"zone_{ligne.code}"] = ligne.examen.zone.texte if ligne.examen.zone else ""
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


class ChampZone(forms.CharField):
    """What the correction of a requirement points at: a `Zone` of one of its files, or None."""

    widget = forms.HiddenInput

    def __init__(self, ligne: LigneExamen) -> None:
        super().__init__(label=f"Zone pour « {ligne.exigence.libelle} »", required=False)
        self.pages = {str(piece.uuid): piece.pages_montrees for piece in ligne.donne.fichiers}

    def clean(self, value: str) -> Zone | None:
        try:
            return read_zone(super().clean(value), self.pages)
        except Refus as refus:
            raise forms.ValidationError(refus.phrase) from None


def _model_field(ligne: LigneExamen, proposes: tuple[Propose, ...]) -> forms.Field:
    """The reasons offered; one that was kept stays valid once it is withdrawn."""
    garde = ligne.examen.modele_id if ligne.examen else None
    codes = {propose.code for propose in proposes}
    retire = [(garde, "Motif retiré depuis")] if garde and garde not in codes else []
    champ = forms.ChoiceField(
        label=f"Motif type pour « {ligne.exigence.libelle} »",
        choices=[*((p.code, p.libelle) for p in proposes), *retire],
        widget=forms.RadioSelect,
        required=False,
        error_messages={
            "invalid_choice": "Ce motif n’est plus proposé : choisissez-en un autre, ou gardez votre texte."
        },
    )
    champ.proposes = proposes
    champ.template_name = "instruction/_motifs.html"
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
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TROP_LONG},
    )
    champ.widget.attrs.pop("maxlength", None)
    champ.mention = "facultatif"
    return champ
