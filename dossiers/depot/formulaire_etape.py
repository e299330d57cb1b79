"""The guided form of an étape, drawn from the référentiel: what is shown follows from what is answered.

It is always bound to what is stored (laid over by what was just posted), so that nothing typed is ever lost, and its
errors are the readiness lines of the rules: the same sentences as in the panel, and as the ANS would have to write.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms

from dossiers.referentiel.commun import Partie
from dossiers.referentiel.echelle import Echelle
from dossiers.referentiel.exigence import Exigence, Format, Kind
from dossiers.referentiel.question import Question
from dossiers.rules.champ import open_fields
from dossiers.rules.exigence import Valeur, Verdict, judge_exigences
from dossiers.rules.identifiant import LONGUEUR_TEXTE
from dossiers.rules.ligne import EtatLigne
from dossiers.rules.preparation import Preparation
from dossiers.rules.question import questions_pertinentes
from dossiers.rules.situation import Piece, Situation
from segur.formulaires import FormulaireDsfr

TOUJOURS_DITS = (EtatLigne.INVALIDE, EtatLigne.CONTRADICTOIRE, EtatLigne.CONTESTE, EtatLigne.EN_ATTENTE)
TROP_LONG = f"Ce texte est trop long : {LONGUEUR_TEXTE} caractères au plus. Il n’a pas été enregistré, raccourcissez-le."


@dataclass(frozen=True)
class Item:
    """One question or requirement on the page, with its bound fields. `ouvert`: it may be changed now."""

    code: str
    objet: Question | Exigence
    ouvert: bool
    champs: tuple[forms.BoundField, ...]
    valeur: str
    verdict: Verdict | None = None
    piece: Piece | None = None
    provenance: str = ""


@dataclass(frozen=True)
class Groupe:
    partie: Partie
    items: tuple[Item, ...]


class FormulaireEtape(FormulaireDsfr):
    """`strict` also says what is missing, as when the étape is being sent."""

    libelle_envoi = ""

    def __init__(
        self, situation: Situation, preparation: Preparation, poste: Mapping[str, str] | None = None, strict: bool = False
    ) -> None:
        self.situation, self.preparation, self.strict = situation, preparation, strict
        self.refus: dict[str, str] = {}
        super().__init__({**situation.reponses, **(poste or {})})
        self.ouverts = open_fields(situation)
        for objet in _items(situation):
            self.fields.update(_fields(objet, situation.dispositif.commun.echelle))

    def full_clean(self) -> None:
        super().full_clean()
        for ligne in self.preparation.lignes:
            dit = ligne.etat in TOUJOURS_DITS or (self.strict and ligne.etat.bloque)
            if dit and ligne.champ in self.fields and ligne.champ in self.ouverts:
                self.add_error(ligne.champ, ligne.phrase)
        for champ, phrase in self.refus.items():
            self.add_error(champ if champ in self.fields else None, phrase)

    def groupes(self) -> Iterator[Groupe]:
        """The parts of the étape that hold something, in order."""
        items = [self._item(objet) for objet in _items(self.situation)]
        for partie in self.situation.dispositif.commun.parties:
            siens = tuple(item for item in items if item.objet.partie == partie.code)
            if siens:
                yield Groupe(partie, siens)

    @property
    def signature(self) -> str:
        """What is shown, in one word: when it changes, the page must be drawn again."""
        return " ".join(self.fields)

    def _item(self, objet: Question | Exigence) -> Item:
        noms = _names(objet)
        provenances = [self.situation.provenances.get(nom, "") for nom in noms]
        return Item(
            code=objet.code,
            objet=objet,
            ouvert=any(nom in self.ouverts for nom in noms),
            champs=tuple(self[nom] for nom in noms),
            valeur=_shown(objet, self.situation.reponses),
            verdict=next((v for v in _applicable(self.situation) if v.exigence is objet), None),
            piece=self.situation.pieces.get(objet.code),
            provenance=next((texte for texte in provenances if texte), ""),
        )


def _items(situation: Situation) -> list[Question | Exigence]:
    questions = questions_pertinentes(situation.dispositif, situation.faits, situation.jour, situation.etape)
    return [*questions, *(verdict.exigence for verdict in _applicable(situation))]


def _applicable(situation: Situation) -> list[Verdict]:
    verdicts = judge_exigences(situation.dispositif, situation.faits, situation.jour, situation.etape)
    return [verdict for verdict in verdicts if verdict.valeur is Valeur.OUI]


def _names(objet: Question | Exigence) -> tuple[str, ...]:
    """The names of its form fields: the file first, then the status read on it."""
    if isinstance(objet, Exigence) and objet.kind is Kind.PIECE and objet.lecture:
        return (objet.code, objet.lecture.fait)
    return (objet.code,)


def _shown(objet: Question | Exigence, reponses: Mapping[str, str]) -> str:
    valeur = reponses.get(_names(objet)[-1], "")
    if isinstance(objet, Question):
        return next((choix.libelle for choix in objet.reponses if choix.code == valeur), "")
    return valeur


def _fields(objet: Question | Exigence, echelle: Echelle) -> dict[str, forms.Field]:
    if isinstance(objet, Question):
        return {objet.code: _question_field(objet)}
    if objet.kind is Kind.PIECE:
        return _piece_fields(objet, echelle)
    return {objet.code: _value_field(objet)}


def _question_field(question: Question) -> forms.Field:
    choix = [(choix.code, choix.libelle) for choix in question.reponses]
    return forms.ChoiceField(
        label=question.libelle, help_text=question.aide, choices=choix, widget=forms.RadioSelect, required=False
    )  # fmt: skip


def _value_field(exigence: Exigence) -> forms.Field:
    long = exigence.kind is Kind.DECLARATION
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput(attrs={"autocomplete": "off"})
    if exigence.format in (Format.NUMERO, Format.SIREN, Format.SIRET):
        widget.attrs |= {"spellcheck": "false", "autocapitalize": "off"}
    champ = forms.CharField(
        label=exigence.libelle,
        help_text=exigence.aide,
        required=False,
        max_length=LONGUEUR_TEXTE,
        widget=widget,
        strip=False,
        error_messages={"max_length": TROP_LONG},
    )
    champ.widget.attrs.pop("maxlength", None)
    champ.mention = "facultatif" if exigence.facultatif else ""
    return champ


def _piece_fields(exigence: Exigence, echelle: Echelle) -> dict[str, forms.Field]:
    admis = ", ".join(nom.upper() for nom in exigence.formats_fichier)
    types = ",".join(f"image/{nom}" for nom in exigence.formats_fichier)
    fichier = forms.FileField(
        label=exigence.libelle,
        help_text=f"{exigence.preuve or exigence.aide} Formats admis : {admis}. Taille maximale : 10 Mo.",
        required=False,
        widget=forms.FileInput(attrs={"accept": types}),
    )
    champs: dict[str, forms.Field] = {exigence.code: fichier}
    if exigence.lecture:
        minimum = echelle.statut(exigence.lecture.statut_min).libelle
        champs[exigence.lecture.fait] = forms.CharField(
            label=exigence.lecture.libelle,
            help_text=f"Recopiez-le tel qu’il s’affiche. Minimum attendu : « {minimum} ».",
            required=False,
            max_length=200,
            widget=forms.TextInput(attrs={"list": "statuts-cnda", "autocomplete": "off"}),
        )
    return champs
